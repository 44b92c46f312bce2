"""Lists, comparisons and the rest, asked of the demo's real tools."""

from __future__ import annotations

from typing import Any

import pytest

from modelwarden import InvalidQuestion, Model, Run, Warden, WardenError


def test_models_and_versions_are_records_and_frames(warden: Warden) -> None:
    models = {model.name: model for model in warden.models()}
    assert {"tumour-classifier", "progression-regressor", "digit-reader"} <= set(models)
    assert isinstance(models["tumour-classifier"], Model)
    assert set(models["tumour-classifier"].aliases) == {"champion", "challenger"}
    frame = warden.models("TUMOUR", tags={"risk_tier": "3", "team": None}).df()
    assert frame["name"].tolist() == ["tumour-classifier"]
    assert frame["tags.team"].tolist() == ["oncology"]
    versions = warden.versions("tumour-classifier").df()
    assert versions["version"].tolist() == ["3", "2", "1"]
    assert versions["run"].str.startswith("runs:/").all()


def test_runs_have_a_column_for_each_parameter_and_metric(warden: Warden) -> None:
    frame = warden.runs(experiment="tumour-classifier", metrics={"train_accuracy": (0.5, None)}).df()
    assert len(frame) == 3
    assert set(frame["params.C"]) == {"0.001", "0.1", "1.0"}
    assert (frame["metrics.train_accuracy"] >= 0.5).all()
    assert frame["metrics.train_accuracy"].dtype == "Float64"
    assert frame["started_at"].is_monotonic_decreasing
    none = warden.runs(before="2001-01-01").df()
    assert len(none) == 0 and str(none["started_at"].dtype) == "datetime64[ns, UTC]"
    by_data = warden.runs(dataset="dataset:breast-cancer-train@91167201", after="2001-01-01").to_list()
    assert {run.name for run in by_data} == {"C=0.001", "C=0.1", "C=1"}


def test_a_list_reads_only_as_far_as_it_is_looked_at(warden: Warden, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("modelwarden.page.FIRST_MAX", 2)
    page = warden.runs()
    assert repr(page) == "<Page: 0 read, more not read yet>"
    first = next(iter(page))
    assert isinstance(first, Run) and repr(page) == "<Page: 2 read, more not read yet>"
    every = page.to_list()
    assert len(every) > 4 and len({run.run_id for run in every}) == len(every)
    assert [run.run_id for run in warden.runs(limit=3)] == [run.run_id for run in every[:3]]
    assert warden.runs(limit=0).to_list() == []


def test_a_list_shows_its_first_items_in_a_notebook(warden: Warden) -> None:
    shown = warden.runs()._repr_mimebundle_()
    assert "the first 10" in shown["text/html"] and "<script" not in shown["text/html"]
    assert "in all" in warden.models()._repr_mimebundle_()["text/plain"]


def test_versions_and_runs_are_compared_side_by_side(warden: Warden) -> None:
    a, b = "models:/tumour-classifier/1", "models:/tumour-classifier/3"
    frame = warden.compare(a, b)
    assert frame.loc[("params", "C")].to_dict() == {"differs": True, a: "0.001", b: "1.0"}
    assert frame["differs"].all()
    whole = warden.compare(a, b, only_differing=False)
    assert len(whole) > len(frame) and not whole["differs"].all()
    runs = [version.run for version in warden.versions("tumour-classifier", limit=2)]
    assert ("params", "C") in warden.compare(*[run for run in runs if run is not None]).index
    ids = [warden.query("query ($ref: String!) { run(ref: $ref) { id } }", ref=run)["run"]["id"] for run in runs]
    assert ("params", "C") in warden.compare(*ids).index
    with pytest.raises(InvalidQuestion, match="Runs are compared with runs"):
        warden.compare(a, str(runs[0]))


def test_a_recipe_says_what_is_missing_for_it(warden: Warden) -> None:
    recipe = warden.reproduce("models:/tumour-classifier@champion")
    assert recipe.parameters["C"] == "1.0"
    assert recipe.data == {"dataset:breast-cancer-train@91167201": "TRAIN"}
    assert not recipe.complete and "DATA" in recipe.missing
    assert "not complete" in str(recipe) and recipe.missing["DATA"] in str(recipe)


def test_what_is_live_has_a_row_for_each_served_version(warden: Warden) -> None:
    frame = warden.live()
    assert set(frame["environment"]) == {"production"}
    known = frame[frame["model"].notna()]
    assert known[["model", "version", "state", "match"]].values.tolist() == [
        ["tumour-classifier", "3", "READY", "DIGEST"]
    ]
    unknown = frame[frame["model"].isna()]
    assert len(unknown) == 1 and unknown["match"].tolist() == ["UNKNOWN"]
    assert len(warden.live(environment="staging")) == 0


def test_any_question_can_be_asked_and_what_arrived_despite_an_error_is_kept(warden: Warden) -> None:
    asked = warden.query("query ($name: String!) { models(filter: {nameContains: $name}) { nodes { name } } }", name="tum")
    assert asked == {"models": {"nodes": [{"name": "tumour-classifier"}]}}
    with pytest.raises(WardenError) as caught:
        warden.query('{ viewer { name } model(ref: "models:/nobody") { name } }')
    assert caught.value.data == {"viewer": {"name": "admin"}, "model": None}


def test_search_and_whoami(warden: Warden, analyst: Warden) -> None:
    assert "models:/tumour-classifier" in {found.ref for found in warden.search("tumour")}
    assert [found.ref for found in warden.search("tumour", kinds=["MODEL"])] == ["models:/tumour-classifier"]
    me = analyst.whoami()
    assert (me.name, me.teams) == ("metabolic-analyst", ("metabolic",))
    assert [model.name for model in analyst.models()] == ["progression-regressor"]


def test_a_client_can_be_used_as_a_context(world: Any) -> None:
    with Warden(world["demo"]["url"] + "/graphql", world["demo"]["auditor"]) as warden:
        assert warden.whoami().roles == ("auditor",)
