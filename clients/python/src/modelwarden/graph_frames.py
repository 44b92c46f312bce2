"""A lineage graph as data frames."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from .frames import Type, frame_of
from .graph import Graph

if TYPE_CHECKING:
    import pandas as pd

_NODES: Mapping[str, Type] = {
    "id": "text",
    "kind": "text",
    "name": "text",
    "ref": "text",
    "source": "text",
    "state": "text",
    "live": "flag",
    "restricted": "flag",
    "root": "flag",
    "properties": "object",
}

_EDGES: Mapping[str, Type] = {
    "src": "text",
    "dst": "text",
    "kind": "text",
    "confidence": "text",
    "observed_at": "moment",
    "valid_from": "moment",
    "valid_to": "moment",
}

_SOURCES: Mapping[str, Type] = {
    "source": "text",
    "state": "text",
    "as_of": "moment",
    "lag_seconds": "number",
    "error": "text",
}


def nodes_frame(graph: Graph) -> pd.DataFrame:
    """One row a node, in the graph's order."""
    return frame_of(
        (
            {
                **vars(node),
                "state": node.state,
                "live": node.live,
                "root": node.id == graph.root,
                "properties": dict(node.properties),
            }
            for node in graph.nodes.values()
        ),
        _NODES,
    )


def edges_frame(graph: Graph) -> pd.DataFrame:
    """One row an edge, in the graph's order."""
    return frame_of((vars(edge) for edge in graph.edges), _EDGES)


def sources_frame(sources: Iterable[Mapping[str, Any]]) -> pd.DataFrame:
    """One row a source, with why it did not answer."""
    return frame_of(
        (
            {
                "source": each["source"],
                "state": each.get("state"),
                "as_of": each.get("asOf"),
                "lag_seconds": each.get("lagSeconds"),
                "error": (each.get("error") or {}).get("message"),
            }
            for each in sources
        ),
        _SOURCES,
    )
