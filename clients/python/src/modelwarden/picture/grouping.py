"""What a picture shows one by one and what it shows as a stack, so that large graphs can be read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from ..graph import Edge, Graph

# More cards than this are grouped where they play the same part.
CARDS_MAX = 50
# More than this are grouped whatever is asked: nobody reads them, and browsers take seconds to draw them.
UNGROUPED_MAX = 300
# Fewer than this are shown one by one all the same: a stack of two saves nothing.
STACK_MIN = 3
# More than this of what answers requests are a crowd, which is stacked too.
LIVES_MAX = 12
# Further from the root than anything that hangs together with it.
FAR = 1 << 30
# Each round tells apart what is one step further away, and costs a look at every edge.
ROUNDS_MAX = 10
NOTHING: Mapping[str, str] = MappingProxyType({})
SERVING = frozenset({"DEPLOYMENT", "ENDPOINT", "CONSUMER"})


@dataclass(frozen=True)
class Card:
    """One box of the picture: a node, or several of one kind that play the same part."""

    id: str
    members: tuple[str, ...]


@dataclass(frozen=True)
class Link:
    """One arrow of the picture, for `count` edges. Dashed when all are inferred, dotted when all have ended."""

    src: str
    dst: str
    kind: str | None
    count: int
    inferred: bool
    ended: bool


@dataclass(frozen=True)
class Sketch:
    """What a picture shows."""

    cards: Mapping[str, Card]
    links: tuple[Link, ...]


def sketch_of(graph: Graph, *, group: bool | None = None, marks: Mapping[str, str] = NOTHING) -> Sketch:
    """The cards and arrows of a graph; grouped when there are more than can be read.

    `group` says whether to group whatever the size, except that more than 300 nodes always are. Nodes with
    different `marks`, by id, are never put together.

    Nodes are put together when they are of one kind and have edges with the same parts of the picture. Where that would
    be too many parts, those that fall into the fewest are told apart first, and among them those near the root. The
    root and what answers requests stay by themselves, unless there is a crowd of the latter.
    """
    most = CARDS_MAX if group is None else 0 if group else UNGROUPED_MAX
    return drawn(graph, parts_of(graph, marks) if len(graph.nodes) > most else {id: id for id in graph.nodes})


def parts_of(graph: Graph, marks: Mapping[str, str] = NOTHING) -> dict[str, str]:
    """The part that each node plays, named by its first node: a part is a card, or a stack when three or more play it.

    `src/lineage/grouping.ts` is the same in the gateway; both are held to the drawings in `test/lineage/drawings`.
    """
    parts = _coarsest(graph, marks)
    near = _steps_from(graph)
    # What is served where is what people look for first, so it gets the room first.
    served = [edge for edge in graph.edges if graph.nodes[edge.src].kind in SERVING or graph.nodes[edge.dst].kind in SERVING]
    for edges in (served, graph.edges):
        for _ in range(ROUNDS_MAX):
            finer = _finer(graph, edges, parts, near)
            if finer is None:
                break
            parts = finer
    return _without_small_stacks(parts)


def _coarsest(graph: Graph, marks: Mapping[str, str]) -> dict[str, str]:
    up = graph.reach(graph.root, down=False)
    down = graph.reach(graph.root, down=True)
    lives = [id for id, node in graph.nodes.items() if node.live]
    alone = {graph.root, *(lives if len(lives) <= LIVES_MAX else ())}
    if len(marks) <= CARDS_MAX // 2:
        alone.update(marks)
    first: dict[tuple[object, ...], str] = {}
    parts = {}
    for id, node in graph.nodes.items():
        side = "up" if id in up else "down" if id in down else "beside"
        key = (id,) if id in alone else (node.kind, side, node.live, marks.get(id))
        parts[id] = first.setdefault(key, id)
    return parts


def _finer(
    graph: Graph, edges: Sequence[Edge], parts: Mapping[str, str], near: Mapping[str, int]
) -> dict[str, str] | None:
    """Tells apart what has edges with different parts, as far as there is room; None when there is nothing more to tell."""
    pieces = _pieces(graph, edges, parts)
    whole = {part: _cards(sum(map(len, each))) for part, each in pieces.items()}
    room = CARDS_MAX - sum(whole.values())
    splits = [(sum(_cards(len(ids)) for ids in each) - whole[part], each) for part, each in pieces.items() if len(each) > 1]
    # Sorting is stable, so that what is left equal stays in the order of the graph.
    splits.sort(key=lambda split: (split[0], min(near.get(id, FAR) for ids in split[1] for id in ids)))
    result = dict(parts)
    for cost, each in splits:
        if cost > room:
            break
        room -= cost
        result.update({id: ids[0] for ids in each for id in ids})
    return result if result != parts else None


def _pieces(graph: Graph, edges: Sequence[Edge], parts: Mapping[str, str]) -> dict[str, list[list[str]]]:
    """For each part the groups of nodes that have the same edges with the same parts."""
    around: dict[str, set[tuple[str, str, str]]] = {id: set() for id in graph.nodes}
    for edge in edges:
        around[edge.src].add(("to", edge.kind or "", parts[edge.dst]))
        around[edge.dst].add(("from", edge.kind or "", parts[edge.src]))
    alike: dict[tuple[str, frozenset[tuple[str, str, str]]], list[str]] = {}
    for id in graph.nodes:
        alike.setdefault((parts[id], frozenset(around[id])), []).append(id)
    pieces: dict[str, list[list[str]]] = {}
    for (part, _), ids in alike.items():
        pieces.setdefault(part, []).append(ids)
    return pieces


def _cards(members: int) -> int:
    return members if members < STACK_MIN else 1


def _steps_from(graph: Graph) -> dict[str, int]:
    """How many steps each node is from the root, in whatever direction."""
    beside: dict[str, list[str]] = {id: [] for id in graph.nodes}
    for edge in graph.edges:
        beside[edge.src].append(edge.dst)
        beside[edge.dst].append(edge.src)
    steps = {graph.root: 0}
    waiting = [graph.root]
    for id in waiting:
        for other in beside[id]:
            if other not in steps:
                steps[other] = steps[id] + 1
                waiting.append(other)
    return steps


def _without_small_stacks(parts: Mapping[str, str]) -> dict[str, str]:
    counts: dict[str, int] = {}
    for part in parts.values():
        counts[part] = counts.get(part, 0) + 1
    return {id: part if counts[part] >= STACK_MIN else id for id, part in parts.items()}


def drawn(graph: Graph, parts: Mapping[str, str]) -> Sketch:
    """The sketch with a card for each part."""
    members: dict[str, list[str]] = {}
    for id in graph.nodes:
        members.setdefault(parts[id], []).append(id)
    names = {part: ids[0] for part, ids in members.items()}
    cards = {names[part]: Card(names[part], tuple(ids)) for part, ids in members.items()}
    links: dict[tuple[str, str, str | None], Link] = {}
    for edge in graph.edges:
        src, dst = names[parts[edge.src]], names[parts[edge.dst]]
        known = links.get((src, dst, edge.kind))
        links[src, dst, edge.kind] = Link(
            src,
            dst,
            edge.kind,
            count=1 if known is None else known.count + 1,
            inferred=edge.confidence == "INFERRED" and (known is None or known.inferred),
            ended=edge.valid_to is not None and (known is None or known.ended),
        )
    return Sketch(cards, tuple(links.values()))
