"""What a lineage graph says in a line or two: above pictures, to screen readers and in terminals."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from .graph import Graph
from .moments import moment_of
from .notices import reason_of
from .picture.caption import Caption
from .picture.kinds import look_of
from .picture.words import count_of

_TRUNCATIONS = {
    "NODES": "max_nodes was reached",
    "EDGES": "the most edges were reached",
    "DEPTH": "more follows beyond this depth",
    "TIME": "the time was over",
}

_CACHE_STATES = {
    "HIT": "cached {age} ago",
    "STALE": "cached {age} ago, being renewed",
    "MISS": "walked anew",
    "BYPASS": "read from the tools",
}

# Whoever reads a picture cares for seconds as little as the clock in its caption does.
LAG_SHOWN = 1.0
LAGS_MAX = 3


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
        *moment_words(facts),
        *source_words(facts),
    ]
    title = f"Lineage of {look_of(root.kind, restricted=root.restricted).one} {root.name or root.ref or ''}"
    return Caption(title, " · ".join(part for part in said if part), "; ".join(gaps_of(facts)) or None)


def moment_words(facts: Mapping[str, Any]) -> Sequence[str]:
    """The moment that an answer is right for, and where the answer comes from."""
    moment = moment_of(facts.get("asOf"))
    cache = facts.get("cache") or {}
    age = _ago(float(cache.get("ageMs") or 0) / 1000)
    origin = _CACHE_STATES.get(str(cache.get("state")), "").format(age=age)
    return [part for part in ("" if moment is None else f"as of {moment:%Y-%m-%d %H:%M} UTC", origin) if part]


def source_words(facts: Mapping[str, Any]) -> Sequence[str]:
    """How far behind each source is, those that are furthest behind first."""
    lags = [(float(each["lagSeconds"]), each["source"]) for each in facts.get("sources") or () if each.get("lagSeconds")]
    behind = sorted((lag for lag in lags if lag[0] >= LAG_SHOWN), reverse=True)
    words = [f"{source} {_ago(lag)} behind" for lag, source in behind[:LAGS_MAX]]
    left = len(behind) - LAGS_MAX
    return [*words, f"{left} more sources behind"] if left > 0 else words


def _ago(seconds: float) -> str:
    if seconds < 90:
        return f"{seconds:.0f} s"
    return f"{seconds / 60:.0f} min" if seconds < 5400 else f"{seconds / 3600:.0f} h"


def gaps_of(facts: Mapping[str, Any]) -> Iterator[str]:
    """What is missing from an answer, one sentence each."""
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
