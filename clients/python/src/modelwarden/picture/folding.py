"""Long chains folded into one card, so that a picture is no wider than can be read."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from ..graph import Graph
from .grouping import Sketch, drawn
from .ranks import ranks_of

# With no more columns than this nothing is folded.
COLUMNS_MAX = 14
# A chain with fewer inner cards than this is shown as it is.
FOLD_MIN = 4


def folded(graph: Graph, sketch: Sketch, marks: Collection[str]) -> Sketch:
    """Where there are too many columns: every chain, on which one thing comes of one other, with its inner part as a stack.

    The first and the last of a chain stay, and so do the root, what answers requests, what is marked
    and what is restricted.
    """
    pairs = list(dict.fromkeys((link.src, link.dst) for link in sketch.links if link.src != link.dst))
    ranks, _ = ranks_of(list(sketch.cards), pairs)
    if max(ranks.values(), default=0) < COLUMNS_MAX:
        return sketch
    after: dict[str, list[str]] = {id: [] for id in sketch.cards}
    before: dict[str, list[str]] = {id: [] for id in sketch.cards}
    for start, end in pairs:
        after[start].append(end)
        before[end].append(start)

    def inner(id: str) -> bool:
        node = graph.nodes[id]
        kept = id == graph.root or id in marks or node.live or node.restricted
        return not kept and len(after[id]) == len(before[id]) == 1

    parts = {id: card.id for card in sketch.cards.values() for id in card.members}
    for start in [id for id in sketch.cards if inner(id) and not inner(before[id][0])]:
        chain = _chain(start, after, inner={id for id in sketch.cards if inner(id)})
        if len(chain) - 2 >= FOLD_MIN:
            held = set(chain[1:-1])
            parts.update({id: chain[1] for id, part in parts.items() if part in held})
    return drawn(graph, parts)


def _chain(start: str, after: Mapping[str, list[str]], *, inner: set[str]) -> list[str]:
    chain = [start]
    while after[chain[-1]][0] in inner:
        chain.append(after[chain[-1]][0])
    return chain
