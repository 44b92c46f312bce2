"""A lineage graph as indented text, for terminals and for readers of the screen."""

from __future__ import annotations

from collections.abc import Iterator

from ..graph import Graph, Node
from .caption import Caption
from .kinds import look_of
from .words import clean, fitted

LINES_MAX = 40
NAME_ROOM = 480.0


def tree(graph: Graph, caption: Caption) -> str:
    """What it came from, then what came of it, each thing once, nearest first."""
    lines = [clean(caption.title), clean(caption.facts)]
    if caption.warning:
        lines.append(f"! {clean(caption.warning)}")
    for heading, down in (("came from", False), ("led to", True)):
        below = list(_branches(graph, down=down))
        if not below:
            continue
        lines += [heading, *below[:LINES_MAX]]
        if len(below) > LINES_MAX:
            lines.append(f"  ... and {len(below) - LINES_MAX:,} more: see .nodes")
    return "\n".join(lines)


def _branches(graph: Graph, *, down: bool) -> Iterator[str]:
    beside = graph.ahead(down)
    seen = {graph.root}
    waiting = [(id, 1) for id in reversed(beside[graph.root])]
    while waiting:
        id, depth = waiting.pop()
        if id in seen:
            continue
        seen.add(id)
        yield f"{'  ' * min(depth, 12)}{_line(graph.nodes[id])}"
        waiting.extend((other, depth + 1) for other in reversed(beside[id]))


def _line(node: Node) -> str:
    if node.restricted:
        return "restricted"
    live = " (live)" if node.live else ""
    return f"{look_of(node.kind).one} {fitted(node.name or node.ref or '', 13.0, NAME_ROOM)}{live}"
