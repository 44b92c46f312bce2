"""Frames have the same types with and without rows, and with every pandas."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd

from modelwarden import Lineage
from modelwarden.frames import frame_of
from modelwarden.tables import FOUND, LIVE, MODELS, RUNS, VERSIONS

TYPES = {"a": "text", "b": "moment", "c": "flag", "d": "number", "e": "count", "f": "object"}
ROW = {"a": "x", "b": "2026-03-03T12:00:00.123Z", "c": True, "d": 0.5, "e": 3, "f": ["y"]}
NAMES = ["string", "datetime64[ns, UTC]", "boolean", "Float64", "Int64", "object"]


def test_types_are_the_same_for_no_row_missing_values_and_values() -> None:
    for rows in ([], [{}], [ROW], [ROW, {}], [{name: None for name in TYPES}]):
        frame = frame_of(rows, TYPES)  # type: ignore[arg-type]
        assert [str(kind) for kind in frame.dtypes] == NAMES
        assert frame["a"].dtype == pd.StringDtype("python")
        assert len(frame) == len(rows)


def test_values_come_back_as_they_went_in() -> None:
    row = frame_of([ROW], TYPES).iloc[0]  # type: ignore[arg-type]
    assert row["b"] == pd.Timestamp("2026-03-03T12:00:00.123", tz="UTC")
    assert (row["a"], row["c"], row["d"], row["e"], row["f"]) == ("x", True, 0.5, 3, ["y"])


def test_moments_that_no_frame_can_hold_are_missing_instead_of_ending_the_answer() -> None:
    texts = ["9999-12-31T23:59:59.999Z", "0001-01-01T00:00:00.000Z", "no moment", "+275760-09-13T00:00:00.000Z"]
    assert frame_of([{"b": text} for text in texts], {"b": "moment"})["b"].isna().all()


def test_every_list_has_its_columns_also_when_it_is_empty() -> None:
    for table in (MODELS, VERSIONS, RUNS, FOUND, LIVE):
        assert list(table.frame([]).columns) == list(table.columns)


def test_the_frames_of_a_graph_without_edges_can_be_joined(make: Callable[..., Lineage]) -> None:
    alone, pair = make(""), make("a>b")
    assert list(alone.edges.dtypes) == list(pair.edges.dtypes)
    assert list(alone.nodes.dtypes) == list(pair.nodes.dtypes)
    both = pd.concat([alone.edges, pair.edges], ignore_index=True)
    assert list(both.dtypes) == list(pair.edges.dtypes)
    assert len(alone.edges.merge(alone.nodes, left_on="src", right_on="id")) == 0
    assert list(alone.sources.columns) == ["source", "state", "as_of", "lag_seconds", "error"]
