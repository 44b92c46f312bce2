"""What people ask of lists, as the gateway's filters."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from .errors import InvalidQuestion
from .moments import moment_text


def model_filter(*, name: str | None, tags: Mapping[str, str | None] | None, source: str | None) -> dict[str, Any]:
    """The filter of `models`."""
    return _given({"nameContains": name, "tags": _tags(tags), "source": source})


def run_filter(
    *,
    experiment: str | None,
    name: str | None,
    status: str | None,
    user: str | None,
    params: Mapping[str, str | None] | None,
    metrics: Mapping[str, tuple[float | None, float | None]] | None,
    tags: Mapping[str, str | None] | None,
    dataset: str | None,
    after: str | date | datetime | None,
    before: str | date | datetime | None,
    source: str | None,
) -> dict[str, Any]:
    """The filter of `runs`."""
    data, digest = _data(dataset)
    return _given(
        {
            "experiment": experiment,
            "nameContains": name,
            "status": None if status is None else status.upper(),
            "user": user,
            "params": _tags(params),
            "metrics": _bounds(metrics),
            "tags": _tags(tags),
            "datasetName": data,
            "datasetDigest": digest,
            "startedAfter": moment_text(after),
            "startedBefore": moment_text(before),
            "source": source,
        }
    )


def _given(conditions: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in conditions.items() if value is not None}


def _data(dataset: str | None) -> tuple[str | None, str | None]:
    if dataset is None:
        return None, None
    name, at, digest = dataset.removeprefix("dataset:").rpartition("@")
    return (name, digest) if at else (digest, None)


def _tags(tags: Mapping[str, str | None] | None) -> list[dict[str, str]] | None:
    if tags is None:
        return None
    return [{"key": key} if value is None else {"key": key, "value": str(value)} for key, value in tags.items()]


def _bounds(metrics: Mapping[str, tuple[float | None, float | None]] | None) -> list[dict[str, Any]] | None:
    if metrics is None:
        return None
    bounds = []
    for key, bound in metrics.items():
        if not isinstance(bound, tuple) or len(bound) != 2:
            raise InvalidQuestion(f"The bounds of {key!r} are (least, most), such as (0.9, None).")
        bounds.append(_given({"key": key, "min": bound[0], "max": bound[1]}))
    return bounds
