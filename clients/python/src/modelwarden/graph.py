"""The nodes and edges of a lineage graph as values, and how they hang together."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from .moments import moment_of

# From least to most sure.
SURENESS = ("INFERRED", "OBSERVED", "DECLARED")


@dataclass(frozen=True)
class Node:
    """One object. Of a restricted one, only that it is there is known: it stands for whatever the caller may not see."""

    id: str
    kind: str | None
    name: str | None
    ref: str | None
    source: str | None
    properties: Mapping[str, Any]
    restricted: bool

    @property
    def live(self) -> bool:
        """Whether requests are answered there now."""
        if self.kind == "ENDPOINT":
            return self.properties.get("isLive") is True
        return self.kind == "DEPLOYMENT" and self.properties.get("state") == "READY"

    @property
    def environment(self) -> str | None:
        """Name of the environment that it serves; None where it serves none or none is told."""
        name = self.properties.get("environment")
        return name if isinstance(name, str) and self.kind in ("DEPLOYMENT", "ENDPOINT") else None

    @property
    def state(self) -> str | None:
        """What its tool says of it: of a run its status, of a deployment whether it answers."""
        state = self.properties.get("state") or self.properties.get("status")
        return None if state is None else str(state)


@dataclass(frozen=True)
class Column:
    """What one column of data came from, in the words of whoever told."""

    src: str
    dst: str
    type: str | None
    subtype: str | None
    masking: bool


@dataclass(frozen=True)
class Edge:
    """One step, from what was there first (`src`) to what came of it (`dst`).

    `validity` is `OBSERVED` where the times were told, and `INFERRED` where they are those in which it was seen.
    """

    src: str
    dst: str
    kind: str | None
    confidence: str | None
    observed_at: datetime | None
    valid_from: datetime | None
    valid_to: datetime | None
    validity: str | None = None
    columns: tuple[Column, ...] = ()


@dataclass(frozen=True)
class Graph:
    """Nodes by id, in the order given, and the edges between them."""

    root: str
    nodes: Mapping[str, Node]
    edges: tuple[Edge, ...]

    def ahead(self, down: bool) -> dict[str, list[str]]:
        """What came of each node, or with `down` false, what it came of."""
        beside: dict[str, list[str]] = {id: [] for id in self.nodes}
        for edge in self.edges:
            start, end = (edge.src, edge.dst) if down else (edge.dst, edge.src)
            beside[start].append(end)
        return beside

    def reach(self, start: str, *, down: bool, hops: int | None = None) -> dict[str, int]:
        """Everything up or down from a node, itself included, with the number of steps to it."""
        beside = self.ahead(down)
        steps = {start: 0}
        level = [start]
        while level and (hops is None or steps[level[0]] < hops):
            following = list(dict.fromkeys(end for id in level for end in beside[id] if end not in steps))
            steps.update({id: steps[level[0]] + 1 for id in following})
            level = following
        return steps

    def only(self, ids: Collection[str], root: str | None = None) -> Graph:
        """These nodes, and the edges between them."""
        kept = {id: node for id, node in self.nodes.items() if id in ids}
        edges = tuple(edge for edge in self.edges if edge.src in kept and edge.dst in kept)
        return Graph(root or self.root, kept, edges)

    def without(self, hidden: Callable[[Node], bool]) -> Graph:
        """Takes nodes out and draws an edge wherever a path led through them only, as the gateway's `kinds` does.

        Such an edge has the kind of its last step, is as sure as its least sure step, and holds while all do.
        """
        kept = {id: node for id, node in self.nodes.items() if id == self.root or not hidden(node)}
        leaving: dict[str, list[Edge]] = {id: [] for id in self.nodes}
        for edge in self.edges:
            leaving[edge.src].append(edge)
        found: dict[tuple[str, str, str | None], Edge] = {}
        for id in kept:
            for edge in _through(leaving[id], leaving, kept):
                found.setdefault((edge.src, edge.dst, edge.kind), edge)
        return Graph(self.root, kept, tuple(found.values()))


def _through(first: Iterable[Edge], leaving: Mapping[str, list[Edge]], kept: Collection[str]) -> Iterable[Edge]:
    passed: set[str] = set()
    waiting = list(first)
    for edge in waiting:
        if edge.dst in kept:
            # A way round through hidden nodes back to the start says nothing of it.
            if edge.src != edge.dst:
                yield edge
        elif edge.dst not in passed:
            passed.add(edge.dst)
            waiting.extend(_joined(edge, following) for following in leaving[edge.dst])


def _joined(first: Edge, second: Edge) -> Edge:
    return replace(
        second,
        src=first.src,
        confidence=_least_sure(first.confidence, second.confidence),
        validity=_least_sure(first.validity, second.validity),
        # What lay between says which column came of which; without it nothing does.
        columns=(),
        observed_at=_pick(min, first.observed_at, second.observed_at),
        valid_from=_pick(max, first.valid_from, second.valid_from),
        valid_to=_pick(min, first.valid_to, second.valid_to),
    )


def _least_sure(*words: str | None) -> str | None:
    known = [SURENESS.index(word) for word in words if word in SURENESS]
    return SURENESS[min(known)] if known else None


def _pick(choose: Callable[[list[datetime]], datetime], *moments: datetime | None) -> datetime | None:
    known = [moment for moment in moments if moment is not None]
    return choose(known) if known else None


def graph_of(answer: Mapping[str, Any]) -> Graph:
    """The graph of the gateway's answer. Raises `ValueError` when an edge leads to a node that is not there."""
    nodes = {item["id"]: node_of(item) for item in answer["nodes"]}
    edges = tuple(edge_of(item) for item in answer["edges"])
    root = answer["root"]["id"]
    for id in (root, *(end for edge in edges for end in (edge.src, edge.dst))):
        if id not in nodes:
            raise ValueError("This is no lineage graph: its root, or an end of an edge, is not among its nodes.")
    return Graph(root, nodes, edges)


def node_of(item: Mapping[str, Any]) -> Node:
    """One node of an answer."""
    properties = item.get("properties")
    return Node(
        id=item["id"],
        kind=item.get("kind"),
        name=item.get("name"),
        ref=item.get("ref"),
        source=item.get("source"),
        properties=properties if isinstance(properties, dict) else {},
        restricted=item.get("restricted") is True,
    )


def edge_of(item: Mapping[str, Any]) -> Edge:
    """One edge of an answer."""
    return Edge(
        src=item["from"],
        dst=item["to"],
        kind=item.get("kind"),
        confidence=item.get("confidence"),
        observed_at=moment_of(item.get("observedAt")),
        valid_from=moment_of(item.get("validFrom")),
        valid_to=moment_of(item.get("validTo")),
        validity=item.get("validity"),
        columns=tuple(_column_of(each) for each in item.get("columns") or ()),
    )


def _column_of(item: Mapping[str, Any]) -> Column:
    return Column(item["from"], item["to"], item.get("type"), item.get("subtype"), item.get("masking") is True)
