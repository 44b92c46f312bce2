"""Finding a node of a graph by what people call it."""

from __future__ import annotations

from .errors import AmbiguousRef, NotFound
from .graph import Graph


def node_id(graph: Graph, wanted: str) -> str:
    """The id of the node with this id, ref or name, or else of the only one whose ref or name ends with it.

    Raises :class:`NotFound` or :class:`AmbiguousRef`, with candidates.
    """
    if wanted in graph.nodes:
        return wanted
    shown = [node for node in graph.nodes.values() if not node.restricted]
    named = [(node, [text for text in (node.ref, node.name) if text is not None]) for node in shown]
    exact = [node for node, texts in named if wanted in texts]
    ending = [node for node, texts in named if wanted and any(text.endswith(wanted) for text in texts)]
    for found in (exact, ending):
        if len(found) == 1:
            return found[0].id
        if found:
            refusal = AmbiguousRef(f"{len(found)} nodes are called {wanted!r}. Pass an id from .nodes.")
            refusal.candidates = [{"ref": node.ref, "source": node.source, "id": node.id} for node in found]
            raise refusal
    from difflib import get_close_matches

    names = sorted({text for _, texts in named for text in texts})
    close = get_close_matches(wanted, names, n=5, cutoff=0.4)
    advice = f" Did you mean: {'; '.join(close)}?" if close else " See .nodes for what there is."
    missing = NotFound(f"Nothing in this graph is called {wanted!r}.{advice}")
    missing.candidates = [{"ref": text} for text in close]
    raise missing
