"""Files of a lineage graph."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Mapping
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .errors import InvalidQuestion
from .graph import Column, Edge, Node
from .picture.html import page
from .picture.svg import paint
from .picture.text import to_dot, to_mermaid

if TYPE_CHECKING:
    from .lineage import Lineage


def save(lineage: Lineage, path: Path) -> Path:
    """Writes the form that the ending says. Raises :class:`InvalidQuestion` for an ending that says none."""
    return write(path, {ending: partial(writer, lineage) for ending, writer in _WRITERS.items()})


def write(path: Path, writers: Mapping[str, Callable[[], str]]) -> Path:
    """Writes what the writer for the file's ending gives. Raises :class:`InvalidQuestion` for an ending without one."""
    writer = writers.get(path.suffix.lower())
    if writer is None:
        raise InvalidQuestion(f"{path.suffix or 'A name without an ending'} says no form: {', '.join(writers)} do.")
    path.write_bytes(writer().encode("utf-8"))
    return path


def plain(lineage: Lineage) -> dict[str, Any]:
    """The graph in the words of the gateway's API."""
    graph = lineage.graph
    return {
        **lineage.facts,
        "root": {"id": graph.root},
        "nodes": [_plain_node(node) for node in graph.nodes.values()],
        "edges": [_plain_edge(edge) for edge in graph.edges],
    }


def _plain_node(node: Node) -> dict[str, Any]:
    return {**vars(node), "properties": None if node.restricted else dict(node.properties)}


def _plain_edge(edge: Edge) -> dict[str, Any]:
    return {
        "from": edge.src,
        "to": edge.dst,
        "kind": edge.kind,
        "confidence": edge.confidence,
        "observedAt": _text(edge.observed_at),
        "validFrom": _text(edge.valid_from),
        "validTo": _text(edge.valid_to),
        "validity": edge.validity,
        "columns": [_plain_column(column) for column in edge.columns] or None,
    }


def _plain_column(column: Column) -> dict[str, Any]:
    return {"from": column.src, "to": column.dst, **{name: getattr(column, name) for name in ("type", "subtype", "masking")}}


def _text(moment: datetime | None) -> str | None:
    return None if moment is None else moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _json(lineage: Lineage) -> str:
    return json.dumps(lineage.to_dict(), indent=1, ensure_ascii=False) + "\n"


def _csv(lineage: Lineage) -> str:
    graph = lineage.graph
    written = io.StringIO()
    writer = csv.writer(written)
    ends = ("kind", "name", "ref", "source", "restricted")
    facts = ("kind", "confidence", "validity", "observed_at", "valid_from", "valid_to")
    writer.writerow(["src", *(f"src_{name}" for name in ends), *facts, "dst", *(f"dst_{name}" for name in ends)])

    def end(node: Node) -> list[Any]:
        return [node.id, *(getattr(node, name) for name in ends)]

    for edge in graph.edges:
        writer.writerow(
            [*end(graph.nodes[edge.src]), *(getattr(edge, name) for name in facts), *end(graph.nodes[edge.dst])]
        )
    connected = {id for edge in graph.edges for id in (edge.src, edge.dst)}
    # A node without any edge would be lost; it gets a row of its own with nothing at the other end.
    for id, node in graph.nodes.items():
        if id not in connected:
            writer.writerow([*end(node), *[None] * (len(facts) + len(ends) + 1)])
    return written.getvalue()


def _html(lineage: Lineage) -> str:
    return page(lineage.graph, lineage._caption, paint(lineage.graph, lineage._caption))


_WRITERS: Mapping[str, Callable[[Lineage], str]] = {
    ".svg": lambda lineage: lineage.svg(),
    ".html": _html,
    ".json": _json,
    ".csv": _csv,
    ".mmd": lambda lineage: to_mermaid(lineage.graph),
    ".dot": lambda lineage: to_dot(lineage.graph),
}
