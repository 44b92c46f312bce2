"""A lineage graph as data frames."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import TYPE_CHECKING, Any

from .frames import Type, frame_of
from .graph import Edge, Graph, Node

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
    "validity": "text",
    "observed_at": "moment",
    "valid_from": "moment",
    "valid_to": "moment",
}

_COLUMNS: Mapping[str, Type] = {
    "src_name": "text",
    "src_column": "text",
    "dst_name": "text",
    "dst_column": "text",
    "type": "text",
    "subtype": "text",
    "masking": "flag",
    "src": "text",
    "dst": "text",
}

_SOURCES: Mapping[str, Type] = {
    "source": "text",
    "state": "text",
    "as_of": "moment",
    "lag_seconds": "number",
    "error": "text",
}


def nodes_frame(nodes: Iterable[Node], roots: Collection[str]) -> pd.DataFrame:
    """One row a node, in their order; `roots` are ids of what was asked about."""
    return frame_of(
        (
            {
                **vars(node),
                "state": node.state,
                "live": node.live,
                "root": node.id in roots,
                "properties": dict(node.properties),
            }
            for node in nodes
        ),
        _NODES,
    )


def edges_frame(edges: Iterable[Edge]) -> pd.DataFrame:
    """One row an edge, in their order."""
    return frame_of((vars(edge) for edge in edges), _EDGES)


def columns_frame(graph: Graph) -> pd.DataFrame:
    """One row for each column that came of another, in the order of the edges."""
    return frame_of(
        (
            {
                **vars(column),
                "src": edge.src,
                "dst": edge.dst,
                "src_name": graph.nodes[edge.src].name,
                "dst_name": graph.nodes[edge.dst].name,
                "src_column": column.src,
                "dst_column": column.dst,
            }
            for edge in graph.edges
            for column in edge.columns
        ),
        _COLUMNS,
    )


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
