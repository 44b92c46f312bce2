"""A lineage graph as Mermaid and as Graphviz text."""

from __future__ import annotations

import re

from ..graph import Graph, Node
from .kinds import look_of
from .words import clean

NAME_MAX = 80


def to_mermaid(graph: Graph) -> str:
    """Mermaid text, left to right; what answers requests is marked."""
    names = {id: f"n{index}" for index, id in enumerate(graph.nodes)}
    lines = ["flowchart LR"]
    for id, node in graph.nodes.items():
        lines.append(f'  {names[id]}["{_for_mermaid(_label(node))}"]{":::live" if node.live else ""}')
    for edge in graph.edges:
        label = f'|"{_for_mermaid(edge.kind)}"|' if edge.kind else ""
        lines.append(f"  {names[edge.src]} -->{label} {names[edge.dst]}")
    return "\n".join([*lines, "  classDef live fill:#d3f9d8,stroke:#2b8a3e", ""])


def to_dot(graph: Graph) -> str:
    """Text for Graphviz, left to right; what answers requests is marked."""
    names = {id: f"n{index}" for index, id in enumerate(graph.nodes)}
    lines = ["digraph lineage {", "  rankdir=LR;", "  node [shape=box];"]
    for id, node in graph.nodes.items():
        live = ', style=filled, fillcolor="#d3f9d8"' if node.live else ""
        lines.append(f'  {names[id]} [label="{_for_dot(_label(node))}"{live}];')
    for edge in graph.edges:
        lines.append(f'  {names[edge.src]} -> {names[edge.dst]} [label="{_for_dot(edge.kind or "")}"];')
    return "\n".join([*lines, "}", ""])


def _label(node: Node) -> str:
    if node.restricted:
        return "restricted"
    name = clean(node.name or node.ref or "")
    return f"{look_of(node.kind).one}: {name if len(name) <= NAME_MAX else name[: NAME_MAX - 1] + '…'}"


def _for_mermaid(text: str) -> str:
    """Whatever Mermaid or the page around it could read as markup becomes its entity code.

    It looks into quoted text too: a direction in it becomes the drawing's and takes the whole line with it, and after
    `style` and a colon it eats the end of an entity code. So neither is left as it is.
    """
    return re.sub(r"[^\w .,:/@+=-]|:(?! )|d(?=irection\s)", lambda match: f"#{ord(match[0])};", clean(text))


def _for_dot(text: str) -> str:
    """Only the quote ends a quoted string; a backslash may begin an escape, and an ampersand an entity."""
    return clean(text).replace("&", "&amp;").replace("\\", "\\\\").replace('"', '\\"')
