"""Looking closer at a graph, without asking anybody."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path

import pytest

from modelwarden import AmbiguousRef, InvalidQuestion, Lineage, NotFound

Make = Callable[..., Lineage]


def steps(lineage: Lineage) -> list[str]:
    return sorted(f"{edge.src}>{edge.dst}" for edge in lineage.graph.edges)


def test_what_is_left_after_filtering_still_hangs_together(make: Make) -> None:
    hidden = {"x": {"kind": "CODE"}, "y": {"kind": "CODE"}, "z": {"kind": "CODE"}}
    graph = make("a>x x>y y>b x>a b>z", nodes=hidden).filter(kinds=["RUN"])
    assert steps(graph) == ["a>b"]
    assert set(graph.graph.nodes) == {"a", "b"}


def test_filtering_never_invents_or_loses_a_way_in_random_graphs(make: Make) -> None:
    chance = random.Random(7)
    for _ in range(60):
        ids = "abcdefgh"
        arrows = {f"{chance.choice(ids)}>{chance.choice(ids)}" for _ in range(14)}
        whole = make(" ".join(sorted(arrow for arrow in arrows if arrow[0] != arrow[2])))
        shown = {"a", *chance.sample(sorted(whole.graph.nodes), len(whole.graph.nodes) // 2)}
        left = whole.filter(where=lambda node: node.id in shown)
        for id in shown & set(whole.graph.nodes):
            wanted = set(whole.graph.reach(id, down=True)) & shown
            assert set(left.graph.reach(id, down=True)) == wanted


def test_a_path_is_every_way_between_two_things_in_either_order(make: Make) -> None:
    whole = make("a>b b>d a>c c>d d>e x>d")
    assert steps(whole.path("a", "d")) == ["a>b", "a>c", "b>d", "c>d"]
    assert steps(whole.path("d", "a")) == steps(whole.path("a", "d"))
    with pytest.raises(NotFound, match="more depth"):
        whole.path("x", "b")


def test_focus_keeps_what_is_near_and_makes_it_the_root(make: Make) -> None:
    near = make("a>b b>c c>d d>e").focus("c", hops=1)
    assert near.root.id == "c" and steps(near) == ["b>c", "c>d"]


def test_a_name_that_several_nodes_have_is_ambiguous(make: Make) -> None:
    twins = make("a>b", nodes={"a": {"name": "same"}, "b": {"name": "same"}})
    with pytest.raises(AmbiguousRef, match="id from .nodes") as caught:
        twins.focus("same")
    assert [each["id"] for each in caught.value.candidates] == ["a", "b"]


def test_one_kind_as_text_is_refused_instead_of_read_letter_by_letter(make: Make) -> None:
    with pytest.raises(InvalidQuestion, match=r'\["RUN"\]'):
        make("a>b").filter(kinds="RUN")


def test_a_graph_whose_edges_lead_nowhere_is_no_graph(make: Make) -> None:
    with pytest.raises(ValueError, match="no lineage graph"):
        Lineage.from_json({**make("a>b").to_dict(), "nodes": []})
    with pytest.raises(InvalidQuestion, match="format"):
        Lineage.from_json("{}")


def test_a_node_without_edges_is_in_the_table_of_edges(make: Make, tmp_path: Path) -> None:
    written = make("a>b", nodes={"lone": {}}).save(tmp_path / "g.csv").read_text(encoding="utf-8")
    assert "lone" in written and len(written.splitlines()) == 3


def test_mermaid_and_graphviz_hold_hostile_names_as_text(make: Make) -> None:
    hostile = {"a": {"name": '"]; click n0 "javascript:alert(1)" direction TB\n`'}, "b": {"name": '"];x[\\'}}
    graph = make("a>b", nodes=hostile)
    from modelwarden.picture.text import to_dot, to_mermaid

    mermaid, dot = to_mermaid(graph.graph), to_dot(graph.graph)
    assert len(mermaid.splitlines()) == 8 and len(dot.splitlines()) == 7
    assert "direction TB" not in mermaid and mermaid.count('"') == 6
    assert '\\"];x[\\\\' in dot
