"""Lineage of the demo's real models."""

from __future__ import annotations

import pickle
from datetime import date, datetime, timezone
from pathlib import Path
from typing import Any

import pytest

from modelwarden import (
    Incomplete,
    InvalidQuestion,
    Lineage,
    MaskedFieldsWarning,
    NotFound,
    PartialAnswerWarning,
    Warden,
)


def kinds_of(lineage: Lineage) -> set[Any]:
    return set(lineage.nodes["kind"])


def test_a_champions_lineage_reaches_from_raw_data_to_the_live_endpoint(champion: Lineage) -> None:
    assert {"DATASET", "DATA_VERSION", "RUN", "MODEL_VERSION", "DEPLOYMENT", "ENDPOINT"} <= kinds_of(champion)
    assert champion.root.kind == "MODEL_VERSION"
    assert champion.complete and not champion.truncated
    endpoints = champion.nodes[champion.nodes["kind"] == "ENDPOINT"]
    assert endpoints["live"].tolist() == [True]
    assert endpoints["properties"].iloc[0]["environment"] == "production"
    assert "production</text>" in champion.svg()
    way = champion.path("dataset:breast-cancer-train", endpoints["id"].iloc[0])
    assert [node.kind for node in way.graph.nodes.values() if node.kind != "CODE"].count("RUN") == 1
    assert "live at 1 endpoint" in repr(champion)


def test_edges_join_to_nodes_and_carry_their_times(champion: Lineage) -> None:
    joined = champion.edges.merge(champion.nodes, left_on="src", right_on="id").merge(
        champion.nodes, left_on="dst", right_on="id"
    )
    assert len(joined) == len(champion.edges) > 0
    assert champion.edges["observed_at"].notna().all()
    assert set(champion.edges["validity"].dropna()) <= {"OBSERVED", "INFERRED"}


@pytest.mark.parametrize("moment", ["2020-01-01", date(2020, 1, 1), datetime(2020, 1, 1, tzinfo=timezone.utc)])
def test_a_moment_is_text_a_date_or_a_datetime(warden: Warden, moment: Any) -> None:
    past = warden.lineage("models:/tumour-classifier/3", at=moment, max_nodes=100)
    assert past.as_of == "2020-01-01T00:00:00.000Z"


def test_the_walk_can_be_narrowed_by_direction_depth_and_kinds(warden: Warden) -> None:
    up = warden.lineage("models:/tumour-classifier@champion", direction="up", max_nodes=100)
    assert "ENDPOINT" not in kinds_of(up)
    near = warden.lineage("models:/tumour-classifier@champion", depth=1, max_nodes=100)
    assert near.truncation_reason == "DEPTH" and len(near) < len(up)
    assert "more follows beyond this depth" in repr(near)
    data = warden.lineage("models:/tumour-classifier@champion", kinds=["data_version"], max_nodes=100)
    assert kinds_of(data) == {"MODEL_VERSION", "DATA_VERSION"}


def test_filtering_here_gives_what_the_gateway_gives_for_the_same_kinds(warden: Warden) -> None:
    kinds = ["DATASET", "MODEL_VERSION", "ENDPOINT"]
    whole = warden.lineage("dataset:breast-cancer-train", direction="down", max_nodes=100)
    asked = warden.lineage("dataset:breast-cancer-train", direction="down", kinds=kinds, max_nodes=100)

    def steps(lineage: Lineage) -> set[tuple[str, str, Any]]:
        return {(edge.src, edge.dst, edge.kind) for edge in lineage.graph.edges}

    here = whole.filter(kinds=kinds)
    assert set(here.graph.nodes) == set(asked.graph.nodes)
    assert steps(here) == steps(asked)


def test_a_moment_before_the_first_record_is_answered_with_less_and_says_so(warden: Warden) -> None:
    past = warden.lineage("models:/tumour-classifier@champion", at="2020-01-01", max_nodes=100)
    assert not past.complete and past.as_of.startswith("2020-01-01T00:00:00")
    assert "RUN" not in kinds_of(past)
    assert "Not whole" in repr(past)


def test_a_limit_that_nobody_chose_is_a_warning(warden: Warden) -> None:
    with pytest.warns(PartialAnswerWarning, match="max_nodes was reached"):
        few = warden.lineage("models:/tumour-classifier@champion", max_nodes=3)
    assert few.truncation_reason == "NODES" and len(few) == 3


def test_the_tools_can_be_asked_anew(warden: Warden, champion: Lineage) -> None:
    fresh = warden.lineage("models:/tumour-classifier@champion", fresh=True)
    assert set(fresh.graph.nodes) == set(champion.graph.nodes)
    assert fresh.facts["cache"]["state"] == "BYPASS" and "read from the tools" in repr(fresh)


def test_an_answer_that_is_being_renewed_will_do_where_the_caller_says_so(warden: Warden, champion: Lineage) -> None:
    lenient = warden.lineage("models:/tumour-classifier@champion", freshness="stale_ok")
    assert set(lenient.graph.nodes) == set(champion.graph.nodes)
    with pytest.raises(InvalidQuestion, match='"stale_ok"'):
        warden.lineage("models:/tumour-classifier@champion", freshness="stale")  # type: ignore[arg-type]


def test_the_picture_says_where_the_answer_comes_from_and_how_far_behind_each_source_is(make: Any) -> None:
    sources = [
        {"source": "tracking", "state": "UP", "lagSeconds": 1.9, "error": None},
        {"source": "lake", "state": "UP", "lagSeconds": 7_500.0, "error": None},
    ]
    told = make("a>b", cache={"state": "STALE", "ageMs": 4_200}, sources=sources)
    for text in (repr(told), told.svg(), told._repr_mimebundle_()["text/html"]):
        assert "cached 4 s ago, being renewed" in text
        assert "lake 2 h behind" in text and "tracking 2 s behind" in text
    assert told.sources["lag_seconds"].tolist() == [1.9, 7500.0]


def test_which_column_came_of_which_is_a_frame(make: Any) -> None:
    plain = make("table>job job>scores", root="table").to_dict()
    pair = {"from": "amount", "to": "risk", "type": "DIRECT", "subtype": "TRANSFORMATION", "masking": True}
    plain["edges"][1].update(columns=[pair], validity="INFERRED")
    told = Lineage.from_json(plain)
    row = told.columns.iloc[0]
    assert (row["src_name"], row["src_column"], row["dst_name"], row["dst_column"]) == ("job", "amount", "scores", "risk")
    assert (row["type"], row["masking"]) == ("DIRECT", True)
    assert told.edges["validity"].tolist()[1] == "INFERRED"
    assert Lineage.from_json(told.to_dict()).graph == told.graph
    assert len(make("a>b").columns) == 0 and list(make("a>b").columns.dtypes) == list(told.columns.dtypes)


def test_strict_refuses_an_answer_that_is_not_whole(warden: Warden) -> None:
    with pytest.raises(Incomplete, match="beyond this depth"):
        warden.lineage("models:/tumour-classifier@champion", depth=1, strict=True, max_nodes=100)


def test_what_the_caller_may_not_see_is_opaque_everywhere(analyst: Warden, tmp_path: Path) -> None:
    lineage = analyst.lineage("models:/progression-regressor@champion", max_nodes=100)
    hidden = lineage.nodes[lineage.nodes["restricted"]]
    assert len(hidden) > 0
    assert hidden[["kind", "name", "ref", "source", "state"]].isna().all(axis=None)
    ids = hidden["id"].tolist()
    shown = [repr(lineage), lineage.svg(), lineage.save(tmp_path / "g.html").read_text(encoding="utf-8")]
    shown += [lineage.save(tmp_path / f"g{ending}").read_text(encoding="utf-8") for ending in (".mmd", ".dot")]
    for text in shown:
        assert "restricted" in text
        assert not any(id in text for id in ids)


def test_fields_that_the_caller_may_not_read_are_empty_with_one_warning(warden: Warden, world: Any) -> None:
    assert warden.lineage("deployment:serving/wine-sorter", max_nodes=100).masked == ()
    made = warden.query(
        'mutation { createToken(input: {name: "notebook", days: 1, scopes: ["model:read", "run:read", "dataset:read", '
        '"deployment:read", "source:read"]}) { secret userErrors { message } } }'
    )
    narrowed = Warden(world["demo"]["url"], made["createToken"]["secret"])
    with pytest.warns(MaskedFieldsWarning, match="sensitive:read"):
        lineage = narrowed.lineage("models:/tumour-classifier@champion", max_nodes=100)
    assert len(lineage.masked) > 0
    endpoint = lineage.nodes[lineage.nodes["kind"] == "ENDPOINT"]
    assert endpoint["name"].isna().all() and not endpoint["restricted"].any()
    assert "(not shown to you)" in lineage.svg()


def test_a_source_that_does_not_answer_is_a_warning_and_stays_in_the_picture(world: Any) -> None:
    strained = Warden(world["strained"]["url"], world["strained"]["token"])
    with pytest.warns(PartialAnswerWarning, match="away"):
        page = strained.models(limit=1).to_list()
    assert len(page) == 1


def test_a_graph_and_its_client_survive_a_pickle_and_json_without_the_token(
    champion: Lineage, warden: Warden, world: Any, tmp_path: Path
) -> None:
    for copy in (
        pickle.loads(pickle.dumps(champion)),
        Lineage.from_json(champion.save(tmp_path / "g.json")),
        Lineage.from_json(champion.to_dict()),
    ):
        assert copy.graph == champion.graph
        assert copy.svg() == champion.svg()
    assert world["demo"]["admin"].encode() not in pickle.dumps((warden, champion))


def test_every_form_is_written_by_its_ending_and_others_are_refused(champion: Lineage, tmp_path: Path) -> None:
    import pandas as pd

    for ending in ("svg", "html", "json", "csv", "mmd", "dot"):
        assert champion.save(tmp_path / f"g.{ending}").stat().st_size > 100
    table = pd.read_csv(tmp_path / "g.csv")
    assert len(table) == len(champion.edges)
    assert {"src_name", "dst_kind", "kind"} <= set(table.columns)
    with pytest.raises(InvalidQuestion, match="svg"):
        champion.save(tmp_path / "g.docx")


def test_names_find_nodes_and_wrong_ones_get_candidates(champion: Lineage) -> None:
    near = champion.focus("breast-cancer-train", hops=1)
    assert near.root.kind == "DATASET" and kinds_of(near) == {"DATASET", "DATA_VERSION"}
    with pytest.raises(NotFound, match="Did you mean") as caught:
        champion.focus("breast-cancer-trian")
    assert {"ref": "breast-cancer-train"} in list(caught.value.candidates)
