"""A lineage graph as Mermaid and as Graphviz text."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ..graph import Graph, Node
from .grouping import Link, sketch_of
from .names import stack_kind, stack_name
from .words import clean

NAME_MAX = 80


def to_mermaid(graph: Graph) -> str:
    """Mermaid text, left to right, with the cards and arrows of the picture.

    What answers requests, what was asked about and what is restricted are marked; dashed is inferred or ended.
    """
    sketch = sketch_of(graph)
    names = {id: f"n{index}" for index, id in enumerate(sketch.cards)}
    lines = ["flowchart LR"]
    for id, card in sketch.cards.items():
        nodes = [graph.nodes[member] for member in card.members]
        opened, closed = ("[", "]") if len(nodes) == 1 else ("[[", "]]")
        tone = _tone(nodes)
        mark = "" if tone is None else f":::{tone}"
        lines.append(f'  {names[id]}{opened}"{_for_mermaid(_label(nodes))}"{closed}{mark}')
    for link in sketch.links:
        words = _for_mermaid(_link_label(link))
        arrow = "-.->" if link.inferred or link.ended else "-->"
        label = f'|"{words}"|' if words else ""
        lines.append(f"  {names[link.src]} {arrow}{label} {names[link.dst]}")
    lines += [f"  class {names[graph.root]} root", "  classDef root stroke-width:4px"]
    return "\n".join([*lines, *(f"  classDef {name} {style}" for name, style in _CLASSES.items()), ""])


def to_dot(graph: Graph) -> str:
    """Text for Graphviz, left to right, with the cards and arrows of the picture and the marks of :func:`to_mermaid`."""
    sketch = sketch_of(graph)
    names = {id: f"n{index}" for index, id in enumerate(sketch.cards)}
    lines = ["digraph lineage {", "  rankdir=LR;", "  node [shape=box, style=filled, fillcolor=white];"]
    for id, card in sketch.cards.items():
        nodes = [graph.nodes[member] for member in card.members]
        more = "" if len(nodes) == 1 else ", shape=box3d"
        more += _DOT_TONES.get(_tone(nodes) or "", "") + (", penwidth=3" if id == graph.root else "")
        lines.append(f'  {names[id]} [label="{_for_dot(_label(nodes))}"{more}];')
    for link in sketch.links:
        style = ", style=dotted" if link.ended else ", style=dashed" if link.inferred else ""
        lines.append(f'  {names[link.src]} -> {names[link.dst]} [label="{_for_dot(_link_label(link))}"{style}];')
    return "\n".join([*lines, "}", ""])


_CLASSES = {"live": "fill:#d3f9d8,stroke:#2b8a3e", "restricted": "stroke-dasharray:4 3"}
_DOT_TONES = {"live": ', fillcolor="#d3f9d8"', "restricted": ', style="filled,dashed"'}


def _tone(nodes: Sequence[Node]) -> str | None:
    return "restricted" if nodes[0].restricted else "live" if any(node.live for node in nodes) else None


def _label(nodes: Sequence[Node]) -> str:
    words = stack_kind(nodes)
    if nodes[0].restricted:
        return words
    name = clean(stack_name(nodes))
    place = f" in {clean(nodes[0].environment)}" if len(nodes) == 1 and nodes[0].environment else ""
    live = " (live)" if any(node.live for node in nodes) else ""
    return f"{words}: {name if len(name) <= NAME_MAX else name[: NAME_MAX - 1] + '…'}{place}{live}"


def _link_label(link: Link) -> str:
    many = f" x {link.count}" if link.count > 1 else ""
    return f"{clean(link.kind or '')}{many}{' (ended)' if link.ended else ''}"


def _for_mermaid(text: str) -> str:
    """Whatever Mermaid or the page around it could read as markup becomes its entity code.

    It looks into quoted text too: a direction in it becomes the drawing's and takes the whole line with it, and after
    `style` and a colon it eats the end of an entity code. So neither is left as it is.
    """
    return re.sub(r"[^\w .,:/@+=-]|:(?! )|d(?=irection\s)", lambda match: f"#{ord(match[0])};", clean(text))


def _for_dot(text: str) -> str:
    """Only the quote ends a quoted string; a backslash may begin an escape, and an ampersand an entity."""
    return clean(text).replace("&", "&amp;").replace("\\", "\\\\").replace('"', '\\"')
