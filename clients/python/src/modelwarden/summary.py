"""What a lineage graph says in a line or two: above pictures, to screen readers and in terminals."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from .graph import Graph
from .moments import moment_of
from .notices import reason_of
from .picture.kinds import look_of
from .picture.svg import Caption
from .picture.words import count_of

_TRUNCATIONS = {
    "NODES": "max_nodes was reached",
    "EDGES": "the most edges were reached",
    "DEPTH": "more follows beyond this depth",
    "TIME": "the time was over",
}


def caption_of(graph: Graph, facts: Mapping[str, Any], steps: Sequence[str]) -> Caption:
    """The title, the facts and what is missing."""
    root = graph.nodes[graph.root]
    up = len(graph.reach(graph.root, down=False)) - 1
    down = len(graph.reach(graph.root, down=True)) - 1
    lives = [node for node in graph.nodes.values() if node.live and node.kind == "ENDPOINT"]
    shut = sum(node.restricted for node in graph.nodes.values())
    said = [
        count_of(len(graph.nodes), "node"),
        f"{up:,} upstream",
        f"{down:,} downstream",
        f"live at {count_of(len(lives), 'endpoint')}" if lives else "",
        f"{shut} restricted" if shut else "",
        *steps,
        _moment(facts),
    ]
    title = f"Lineage of {look_of(root.kind, restricted=root.restricted).one} {root.name or root.ref or ''}"
    return Caption(title, " · ".join(part for part in said if part), "; ".join(_gaps(facts)) or None)


def _moment(facts: Mapping[str, Any]) -> str:
    moment = moment_of(facts.get("asOf"))
    age = int((facts.get("cache") or {}).get("ageMs") or 0)
    old = f", {age / 1000:.0f} s old" if age >= 1000 else ""
    return "" if moment is None else f"as of {moment:%Y-%m-%d %H:%M} UTC{old}"


def _gaps(facts: Mapping[str, Any]) -> Iterator[str]:
    if facts.get("complete", True):
        return
    reason = facts.get("truncationReason")
    if reason is not None:
        omitted = facts.get("nodesOmitted") or 0
        left = f" ({count_of(omitted, 'node')} left out)" if omitted else ""
        yield f"Not whole: {_TRUNCATIONS.get(reason, reason)}{left}"
    silent = [source for source in facts.get("sources") or () if reason_of(source) is not None]
    for source in silent:
        yield f"{source['source']} did not answer: {reason_of(source)}"
    if reason is None and not silent:
        yield "Not whole: the tools do not tell everything about this moment"
