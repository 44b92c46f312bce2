"""Pictures: readable, safe to show, and the same every time."""

from __future__ import annotations

import random
import re
import xml.etree.ElementTree as ElementTree
from collections.abc import Callable
from itertools import combinations
from pathlib import Path

import pytest

from modelwarden import Lineage
from modelwarden.graph import Node
from modelwarden.picture.grouping import CARDS_MAX, sketch_of
from modelwarden.picture.kinds import STAGES
from modelwarden.picture.layout import CARD_HEIGHT, CARD_WIDTH, lay_out
from modelwarden.picture.names import stack_name
from modelwarden.picture.ranks import ranks_of
from modelwarden.picture.words import width_of

Make = Callable[..., Lineage]


def random_arrows(seed: int, count: int, edges: int) -> str:
    chance = random.Random(seed)
    ids = [f"n{number}" for number in range(count)]
    return " ".join(f"{a}>{b}" for a, b in (chance.sample(ids, 2) for _ in range(edges)))


def search_of(make: Make, runs: int) -> Lineage:
    """What a hyper-parameter search leaves behind: many runs on the same data, a version each, one of them served."""
    arrows, nodes = ["data>search"], {"data": {"kind": "DATA_VERSION"}, "model": {"kind": "MODEL"}}
    for number in range(runs):
        arrows += [f"search>run{number}", f"data>run{number}", f"run{number}>v{number}", f"v{number}>model"]
        nodes[f"v{number}"] = {"kind": "MODEL_VERSION", "name": f"fraud-detector/{number}"}
    nodes["serving"] = {"kind": "DEPLOYMENT", "properties": {"state": "READY"}}
    nodes["endpoint"] = {"kind": "ENDPOINT", "properties": {"isLive": True}}
    nodes["hidden"] = {"kind": None, "name": None, "restricted": True}
    arrows += ["v7>serving", "serving>endpoint", "hidden>data"]
    return make(" ".join(arrows), root="v7", nodes=nodes)


@pytest.mark.parametrize("seed", range(12))
def test_no_two_cards_overlap_and_arrows_lead_to_later_columns(seed: int) -> None:
    pairs = [tuple(arrow.split(">")) for arrow in random_arrows(seed, 25, 40).split()]
    ids = sorted({id for pair in pairs for id in pair})
    layout = lay_out(ids, pairs)  # type: ignore[arg-type]
    for a, b in combinations(layout.corners.values(), 2):
        assert abs(a[0] - b[0]) >= CARD_WIDTH or abs(a[1] - b[1]) >= CARD_HEIGHT
    for pair in set(pairs):
        start, end = pair[::-1] if pair in layout.back else pair
        assert layout.corners[start][0] < layout.corners[end][0]
        xs = [x for x, _ in layout.routes[pair]]  # type: ignore[index]
        assert xs == sorted(xs)
    assert all(0 <= x and x + CARD_WIDTH <= layout.width + 0.01 for x, _ in layout.corners.values())
    assert all(-0.01 <= y and y + CARD_HEIGHT <= layout.height + 0.01 for _, y in layout.corners.values())


def test_a_chain_is_drawn_straight_and_cycles_end() -> None:
    chain = lay_out(["a", "b", "c"], [("a", "b"), ("b", "c")])
    assert len({y for _, y in chain.corners.values()}) == 1
    assert [chain.corners[id][0] for id in "abc"] == sorted(chain.corners[id][0] for id in "abc")
    assert len(lay_out(["a", "b", "c"], [("a", "b"), ("b", "c"), ("c", "a")]).back) == 1
    assert lay_out(["a"], [("a", "a")]).routes == {}
    assert lay_out([], []).corners == {}


def test_the_same_graph_gives_the_same_picture_whatever_its_size(make: Make) -> None:
    for arrows in ("", "n0>n1", random_arrows(1, 200, 400)):
        assert make(arrows, root="n0").svg() == make(arrows, root="n0").svg()


def test_a_large_search_is_drawn_with_few_cards_and_its_own_chain_by_itself(make: Make) -> None:
    lineage = search_of(make, 65)
    assert len(lineage) > 130
    cards = sketch_of(lineage.graph).cards
    assert len(cards) <= 12
    for alone in ("v7", "run7", "serving", "endpoint", "hidden", "data"):
        assert cards[alone].members == (alone,)
    assert sorted(len(card.members) for card in cards.values())[-2:] == [64, 64]
    picture = lineage.svg()
    assert "64 runs" in picture and "64 model versions" in picture and "● live" in picture and "restricted" in picture
    assert len(lineage.svg(group=False)) > len(picture)


def test_a_graph_without_any_pattern_is_still_drawn_with_few_cards(make: Make) -> None:
    lineage = make(random_arrows(3, 300, 600), root="n0")
    cards = sketch_of(lineage.graph).cards
    assert len(cards) <= CARDS_MAX
    assert sorted(id for card in cards.values() for id in card.members) == sorted(lineage.graph.nodes)
    assert len(lineage._repr_mimebundle_()["text/html"]) < 100_000


@pytest.mark.parametrize("name", ["search-and-serving", "impact-of-raw-data"])
def test_large_graphs_are_drawn_with_the_cards_that_the_gateway_draws(make: Make, name: str) -> None:
    text = (Path(__file__).parents[3] / "test" / "lineage" / "drawings" / f"{name}.txt").read_text(encoding="utf-8")
    root, nodes, edges, cards = (section.split() for section in text.split("\n\n"))
    known = {}
    for id, kind, *state in (word.split(":") for word in nodes):
        live = {"isLive": True, "state": "READY"} if state == ["live"] else {}
        hidden = {"kind": None, "name": None, "restricted": True, "properties": None}
        known[id] = hidden if kind == "?" else {"kind": kind, "properties": live}
    plain = make("", root=root[0], nodes=known).to_dict()
    plain["nodes"].sort(key=lambda node: list(known).index(node["id"]))
    for word in edges:
        ends, _, kind = word.partition(":")
        src, _, dst = ends.partition(">")
        plain["edges"].append({"from": src, "to": dst, "kind": None if kind == "?" else kind})
    sketch = sketch_of(Lineage.from_json(plain).graph)
    assert [",".join(card.members) for card in sketch.cards.values()] == cards
    assert len(cards) <= CARDS_MAX


def test_a_long_chain_is_folded_to_a_picture_that_can_be_looked_at(make: Make) -> None:
    chain = make(" ".join(f"n{number}>n{number + 1}" for number in range(39)), root="n39")
    picture = chain._picture("light", None)
    assert "36 runs" in picture.text and picture.width < 2000
    for shown in ("n0", "n38", "n39"):
        assert f">{shown}</text>" in picture.text


def test_a_model_that_fills_a_table_upstream_of_it_stays_behind_it(make: Make) -> None:
    kinds = {"table": "DATASET", "run": "RUN", "version": "MODEL_VERSION", "scoring": "JOB"}
    loop = make(
        "table>run run>version version>scoring scoring>table",
        root="version",
        nodes={id: {"kind": kind} for id, kind in kinds.items()},
    )
    pairs = [(edge.src, edge.dst) for edge in loop.graph.edges]
    ranks, back = ranks_of(list(kinds), pairs, {id: STAGES[kind] for id, kind in kinds.items()})
    assert back == {("version", "scoring")}
    assert [id for id, _ in sorted(ranks.items(), key=lambda each: each[1])] == ["scoring", "table", "run", "version"]


def test_live_endpoints_are_named_with_their_environment_and_without_their_scheme(make: Make) -> None:
    endpoint = {"kind": "ENDPOINT", "name": "https://fraud.example/infer", "properties": {"isLive": True}}
    endpoint["properties"] = {"isLive": True, "environment": "production"}  # type: ignore[assignment]
    picture = make("", nodes={"a": endpoint}).svg()
    assert "production</text>" in picture and ">fraud.example/infer</text>" in picture and "● live" in picture


def test_a_stack_tells_what_its_names_share() -> None:
    def called(*names: str, kind: str = "RUN") -> str:
        return stack_name([Node(name, kind, name, None, None, {}, False) for name in names])

    assert called("fraud/10", "fraud/9", "fraud/1") == "fraud/1 … 10"
    assert called("search lr=0.1 depth=3", "search lr=0.01 depth=12", "search x") == "search …"
    assert called("churn", "aml") == "aml, …"
    assert called("data@0123456789abcdef", kind="DATA_VERSION") == "data@01234567"


def test_words_over_a_small_picture_are_not_cut_off(make: Make) -> None:
    sources = [{"source": f"tracking-{n}", "state": "DOWN", "error": {"message": "It is away."}} for n in range(8)]
    lineage = make("a>b", complete=False, sources=sources)
    texts = list(ElementTree.fromstring(lineage.svg()).iter("{http://www.w3.org/2000/svg}text"))
    width = float(ElementTree.fromstring(lineage.svg()).get("width") or 0)
    assert width < 1000 and "tracking-7 did not answer" in " ".join(text.text or "" for text in texts)
    assert all(20 + width_of(text.text or "", float(text.get("font-size") or 0)) <= width for text in texts if text.get("x") == "20")


def test_small_graphs_are_never_grouped_unless_asked(make: Make) -> None:
    fan = make(" ".join(f"a>b{number}" for number in range(20)))
    assert len(sketch_of(fan.graph).cards) == 21
    assert len(sketch_of(fan.graph, group=True).cards) == 2


def test_what_nobody_could_read_is_grouped_whatever_is_asked(make: Make) -> None:
    fan = make(" ".join(f"a>b{number}" for number in range(400)))
    assert len(sketch_of(fan.graph, group=False).cards) == 2


def test_pictures_hold_no_script_no_reference_and_names_as_text_only(make: Make) -> None:
    hostile = '</title><script>alert(1)</script>"><image href="http://evil.example"/>&\x00\u202e\ud800]]>'
    nodes = {"a": {"name": hostile, "ref": hostile}, "b": {"kind": hostile}, "c": {"properties": {"status": "FAILED"}}}
    lineage = make("a>b b>c", nodes=nodes)
    bundle = lineage._repr_mimebundle_()
    tree = ElementTree.fromstring(lineage.svg().encode("utf-8"))
    names = {element.tag.rpartition("}")[2] for element in tree.iter()}
    assert names <= {"svg", "title", "desc", "style", "defs", "marker", "pattern", "path", "rect", "text", "g"}
    for element in tree.iter():
        assert not any("href" in name or name.startswith("on") for name in element.attrib)
    for text in (lineage.svg(), bundle["text/html"]):
        assert "<script" not in text and "http://evil" not in text.replace("href=&quot;http://evil", "")
    assert "\u202e" not in bundle["text/plain"]


def test_states_are_told_by_words_and_shapes(make: Make) -> None:
    nodes = {
        "a": {"properties": {"status": "FAILED"}},
        "b": {"kind": "DEPLOYMENT", "properties": {"state": "UNAVAILABLE"}},
        "c": {"kind": "ENDPOINT", "properties": {"isLive": False}},
    }
    picture = make("a>b b>c", nodes=nodes).svg()
    assert "✕ failed" in picture and picture.count("✕ not answering") == 2 and "● live" not in picture


def test_inferred_and_ended_steps_are_drawn_otherwise_and_explained(make: Make) -> None:
    plain = make("a>b b>c").to_dict()
    plain["edges"][0]["confidence"] = "INFERRED"
    plain["edges"][1]["validTo"] = "2026-01-01T00:00:00.000Z"
    picture = Lineage.from_json(plain).svg()
    assert 'stroke-dasharray="6 4"' in picture and 'stroke-dasharray="1.5 4"' in picture
    assert "dashed: inferred" in picture and "dotted: ended" in picture
    assert "dashed: inferred" not in make("a>b").svg()


def test_long_names_lose_their_middle_and_keep_their_ends(make: Make) -> None:
    name = "a-very-long-name-of-a-data-set-that-nobody-can-read@5e1f9a20"
    picture = make("", nodes={"a": {"name": name}}).svg()
    texts = [element.text or "" for element in ElementTree.fromstring(picture).iter("{http://www.w3.org/2000/svg}text")]
    cut = next(text for text in texts if "…" in text)
    assert cut.startswith("a-") and cut.endswith("1f9a20")


def test_what_is_missing_is_said_in_the_picture_and_to_those_who_do_not_see_it(make: Make) -> None:
    facts = {
        "complete": False,
        "truncationReason": "NODES",
        "nodesOmitted": 12,
        "sources": [{"source": "lake", "state": "DOWN", "error": {"message": "It refused the connection."}}],
    }
    lineage = make("a>b", **facts)
    bundle = lineage._repr_mimebundle_()
    for text in (lineage.svg(), bundle["text/html"], bundle["text/plain"]):
        assert "max_nodes was reached (12 nodes left out)" in text
        assert "lake did not answer: It refused the connection." in text
    assert 'alt="Lineage of run a.' in bundle["text/html"]


def test_a_usual_chain_fits_into_a_notebook_and_a_wide_one_scrolls_before_it_is_too_small(make: Make) -> None:
    for arrows, least in (("a>b b>c c>d d>e e>f", (0.5, 0.7)), ("a>b b>c c>d d>e e>f f>g g>h h>i i>j", (0.7, 0.9))):
        lineage = make(arrows)
        width = int(re.findall(r"min-width: (\d+)px", lineage._repr_mimebundle_()["text/html"])[0])
        whole = lineage._picture("auto", None).width
        assert least[0] * whole < width < least[1] * whole
        assert width < 1010 or whole > 1600


def test_themes_are_fixed_or_follow_the_reader(make: Make) -> None:
    lineage = make("a>b")
    assert "prefers-color-scheme" in lineage.svg()
    assert "prefers-color-scheme" not in lineage.svg(theme="dark") + lineage.svg(theme="light")
    assert lineage.svg(theme="dark") != lineage.svg(theme="light")
    assert "image/svg+xml" in lineage.show(theme="dark")._repr_mimebundle_()


