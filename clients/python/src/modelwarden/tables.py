"""How each kind of record becomes a data frame."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from .frames import Type, frame_of

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True)
class Table:
    """The columns of one kind of record. Mappings in `spread` get a column for each key, such as `metrics.loss`."""

    columns: Mapping[str, Type]
    spread: Mapping[str, Type] = field(default_factory=dict)

    def frame(self, records: Iterable[object]) -> pd.DataFrame:
        """One row a record, in their order. The columns of `columns` are there also when there is no record."""
        held = list(records)
        columns = dict(self.columns)
        for name, kind in self.spread.items():
            keys = sorted({key for record in held for key in getattr(record, name)})
            columns.update({f"{name}.{key}": kind for key in keys})
        return frame_of((self._row(record) for record in held), columns)

    def _row(self, record: object) -> dict[str, Any]:
        row = {name: getattr(record, name) for name in self.columns}
        for name in self.spread:
            row.update({f"{name}.{key}": value for key, value in getattr(record, name).items()})
        return row


MODELS = Table(
    {
        "name": "text",
        "source": "text",
        "latest_version": "text",
        "aliases": "object",
        "description": "text",
        "created_at": "moment",
        "updated_at": "moment",
        "ref": "text",
    },
    {"tags": "text"},
)

VERSIONS = Table(
    {
        "name": "text",
        "version": "text",
        "source": "text",
        "status": "text",
        "stage": "text",
        "aliases": "object",
        "author": "text",
        "run": "text",
        "description": "text",
        "created_at": "moment",
        "trained_at": "moment",
        "ref": "text",
    },
    {"tags": "text"},
)

# The names that MLflow's own search_runs gives to parameters, metrics and tags.
RUNS = Table(
    {
        "run_id": "text",
        "name": "text",
        "experiment": "text",
        "status": "text",
        "user": "text",
        "started_at": "moment",
        "ended_at": "moment",
        "commit": "text",
        "source": "text",
        "ref": "text",
    },
    {"params": "text", "metrics": "number", "tags": "text"},
)

FOUND = Table({"kind": "text", "name": "text", "ref": "text", "source": "text", "matched_in": "object"})

LIVE = Table(
    {
        "environment": "text",
        "model": "text",
        "version": "text",
        "state": "text",
        "deployment": "text",
        "source": "text",
        "match": "text",
        "why": "text",
        "candidates": "object",
        "served_as": "text",
        "ref": "text",
    }
)
