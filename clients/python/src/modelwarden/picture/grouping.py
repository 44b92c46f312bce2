"""What a picture shows one by one and what it shows as a stack, so that large graphs can be read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ..graph import Graph

# More cards than this are grouped where they play the same part.
CARDS_MAX = 40
# More than this are grouped whatever is asked: nobody reads them, and browsers take seconds to draw them.
UNGROUPED_MAX = 300
# Fewer than this are shown one by one all the same: a stack of two saves nothing.
STACK_MIN = 3


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


def sketch_of(graph: Graph, *, group: bool | None = None) -> Sketch:
    """The cards and arrows of a graph; grouped when there are more than can be read.

    `group` says whether to group whatever the size, except that more than 300 nodes always are.

    Nodes are put together when they are of one kind and have edges with the same parts of the picture. Where that still
    leaves too many, how their neighbours in turn are connected counts for less, down to kind and direction alone. The
    root and what answers requests stay by themselves, unless there is a crowd of the latter.
    """
    most = CARDS_MAX if group is None else 0 if group else UNGROUPED_MAX
    return _drawn(graph, _parts(graph) if len(graph.nodes) > most else {id: id for id in graph.nodes})


def _parts(graph: Graph) -> dict[str, str]:
    """The part that each node plays, by the finest view that has few enough of them."""
    views = [_coarsest(graph)]
    while True:
        finer = _refined(graph, views[-1])
        if len(set(finer.values())) == len(set(views[-1].values())):
            break
        views.append(finer)
    for view in reversed(views):
        parts = _without_small_stacks(view)
        if len(set(parts.values())) <= CARDS_MAX:
            return parts
    return views[0]


def _coarsest(graph: Graph) -> dict[str, str]:
    up = graph.reach(graph.root, down=False)
    down = graph.reach(graph.root, down=True)
    lives = [id for id, node in graph.nodes.items() if node.live]
    alone = {graph.root, *(lives if len(lives) <= CARDS_MAX // 4 else ())}
    parts = {}
    for id, node in graph.nodes.items():
        side = "up" if id in up else "down" if id in down else "beside"
        parts[id] = id if id in alone else f"{node.kind} {side} {'live' if node.live else ''}"
    return parts


def _refined(graph: Graph, parts: Mapping[str, str]) -> dict[str, str]:
    around: dict[str, set[tuple[str, str | None, str]]] = {id: set() for id in graph.nodes}
    for edge in graph.edges:
        around[edge.src].add(("to", edge.kind, parts[edge.dst]))
        around[edge.dst].add(("from", edge.kind, parts[edge.src]))
    numbers: dict[tuple[str, tuple[tuple[str, str, str], ...]], str] = {}
    refined = {}
    for id in graph.nodes:
        sides = sorted((way, kind or "", part) for way, kind, part in around[id])
        refined[id] = numbers.setdefault((parts[id], tuple(sides)), f"part {len(numbers)}")
    return refined


def _without_small_stacks(parts: Mapping[str, str]) -> dict[str, str]:
    counts: dict[str, int] = {}
    for part in parts.values():
        counts[part] = counts.get(part, 0) + 1
    return {id: part if counts[part] >= STACK_MIN else id for id, part in parts.items()}


def _drawn(graph: Graph, parts: Mapping[str, str]) -> Sketch:
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
