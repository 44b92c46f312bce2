"""What a change would reach, and in what two lineages differ."""

from __future__ import annotations

import pickle
import xml.etree.ElementTree as ElementTree
from pathlib import Path
from typing import Any

import pytest

from modelwarden import Incomplete, InvalidQuestion, LineageDiff, NotFound, Warden
from modelwarden.difference import diff_of
from modelwarden.impact import impact_frame

COLUMNS = ["object", "kind", "distance", "severity", "environment", "is_live", "owners", "path", "source", "id"]


def test_a_data_sets_impact_leads_with_the_live_endpoints_and_who_answers_for_them(warden: Warden) -> None:
    hit = warden.impact("dataset:breast-cancer-train", max_nodes=200)
    assert list(hit.columns) == COLUMNS
    worst = hit.iloc[0]
    assert worst["severity"] == hit.attrs["severity"] and worst["severity"] in ("HIGH", "CRITICAL") and worst["is_live"]
    assert worst["environment"] == "production"
    assert {"DEPLOYMENT", "ENDPOINT"} <= set(hit[hit["severity"] >= "HIGH"]["kind"])
    assert hit["severity"].is_monotonic_decreasing
    assert worst["path"][0] == hit.attrs["of"] == "dataset:breast-cancer-train" and worst["path"][-1] == worst["object"]
    assert len(worst["path"]) == worst["distance"] + 1
    versions = hit[hit["kind"] == "MODEL_VERSION"]
    assert len(versions) == 3 and all("oncology" in owners for owners in versions["owners"])
    assert hit.attrs["complete"] is True


def test_what_nothing_came_of_has_an_empty_frame_of_the_same_types(warden: Warden) -> None:
    hit = warden.impact("dataset:breast-cancer-train", max_nodes=200)
    none = impact_frame(
        {
            "root": {"id": "x", "ref": None, "name": "x", "restricted": False},
            **{"severity": "NONE", "affected": [], "complete": True, "asOf": "2026-03-03T12:00:00.000Z"},
            "cache": {"state": "HIT"},
        }
    )
    assert list(none.dtypes) == list(hit.dtypes) and none.attrs["severity"] == "NONE"


def test_what_the_caller_may_not_see_is_reached_without_its_name(analyst: Warden) -> None:
    hit = analyst.impact("models:/progression-regressor@champion", max_nodes=200)
    assert hit[hit["object"] == "restricted"][["kind", "environment", "source"]].isna().all(axis=None)
    with pytest.raises(NotFound):
        analyst.impact("dataset:breast-cancer-train", max_nodes=200)


def test_two_versions_differ_in_what_made_them(warden: Warden, tmp_path: Path) -> None:
    diff = warden.diff_lineage("models:/tumour-classifier/1", "models:/tumour-classifier/3", max_nodes=200)
    assert diff and diff.complete
    assert (diff.a.ref, diff.b.ref) == ("models:/tumour-classifier/1", "models:/tumour-classifier/3")
    changed = diff.changed.set_index("kind")
    assert changed.loc["MODEL_VERSION", "after"] == "models:/tumour-classifier/3"
    assert changed.loc["RUN", "before"] != changed.loc["RUN", "after"]
    assert diff.unchanged > 0
    picture = diff.svg()
    assert "tumour-classifier/1 → 3" in picture and "△ changed" in picture and "breast-cancer-train" in picture
    assert "tumour-classifier/1 → 3" in repr(diff)
    bundle = diff._repr_mimebundle_()
    assert set(bundle) == {"text/html", "image/svg+xml", "text/plain"} and 'src="data:image/svg+xml' in bundle["text/html"]
    assert diff.save(tmp_path / "d.svg").read_text(encoding="utf-8") == picture
    assert "<img" in diff.save(tmp_path / "d.html").read_text(encoding="utf-8")
    with pytest.raises(InvalidQuestion, match="svg"):
        diff.save(tmp_path / "d.csv")
    assert pickle.loads(pickle.dumps(diff)).svg() == picture


def test_nothing_differs_from_itself(warden: Warden) -> None:
    diff = warden.diff_lineage("models:/tumour-classifier/3", max_nodes=200)
    assert not diff and diff.unchanged > 3
    assert "at two moments" in repr(diff) and "0 changed" in repr(diff)
    assert [len(frame) for frame in (diff.added, diff.removed, diff.changed, diff.added_edges)] == [0, 0, 0, 0]


def test_an_object_is_compared_with_itself_at_another_moment(warden: Warden) -> None:
    diff = warden.diff_lineage("models:/tumour-classifier/3", a_at="2020-01-01", direction="both", max_nodes=200)
    assert diff and not diff.complete and len(diff.added) > 0
    assert "Not whole" in repr(diff)
    with pytest.raises(Incomplete, match="strict"):
        warden.diff_lineage("models:/tumour-classifier/3", a_at="2020-01-01", direction="both", strict=True)


def node(id: str, kind: str, name: str | None = None) -> dict[str, Any]:
    return {"id": id, "kind": kind, "name": name or id, "ref": None, "source": "t", "properties": {}, "restricted": False}


def step(src: str, dst: str) -> dict[str, Any]:
    return {"from": src, "to": dst, "kind": "CONSUMED", "confidence": "OBSERVED"}


def drawn(around: dict[str, Any] | None) -> LineageDiff:
    """Version 2 read one more table than version 1, and another one no longer."""
    answer = {
        **{"a": node("v1", "MODEL_VERSION", "m/1"), "b": node("v2", "MODEL_VERSION", "m/2")},
        **{"added": [node("new", "DATASET")], "removed": [node("old", "DATASET")]},
        "changed": [{"before": node("v1", "MODEL_VERSION", "m/1"), "after": node("v2", "MODEL_VERSION", "m/2"), "fields": []}],
        **{"addedEdges": [step("new", "v2")], "removedEdges": [step("old", "v1"), step("gone elsewhere", "v1")]},
        **{"unchanged": 1, "truncated": False, "truncationReason": None, "complete": True},
        **{"asOf": "2026-03-03T12:00:00.000Z", "cache": {"state": "HIT", "ageMs": 0}, "sources": []},
    }
    return diff_of(answer, around)


@pytest.mark.parametrize("around", [None, {"nodes": [node("v2", "MODEL_VERSION", "m/2"), node("kept", "DATASET")], "edges": []}])
def test_one_picture_holds_what_came_what_went_and_what_stayed(around: dict[str, Any] | None) -> None:
    picture = drawn(around).svg()
    ElementTree.fromstring(picture)
    for words in ("+ added", "− removed", "△ changed", "m/1 → 2", "dotted: ended or removed"):
        assert words in picture
    assert picture.count("marker-end=") == 2 and picture.count("stroke-dasharray") == 1
    assert (">kept</text>" in picture) == (around is not None)


def test_hundreds_of_changes_are_stacked_by_what_became_of_them() -> None:
    answer = dict(vars(drawn(None))["facts"])
    many = {"nodes": [node("v2", "MODEL_VERSION")], "edges": []}
    runs = [node(f"r{number}", "RUN", f"run-{number}") for number in range(200)]
    answer |= {"a": node("v2", "MODEL_VERSION"), "b": node("v2", "MODEL_VERSION"), "changed": [], "removedEdges": []}
    answer |= {"added": runs[:120], "removed": runs[120:], "addedEdges": [step("v2", run["id"]) for run in runs[:120]]}
    picture = diff_of(answer, many).svg()
    assert "120 runs" in picture and "80 runs" in picture and "+ added" in picture and "− removed" in picture
