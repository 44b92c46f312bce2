"""A lineage graph as HTML that survives an untrusted notebook.

JupyterLab shows no SVG there, neither as an output of its own nor inside HTML: its SVG renderer counts as unsafe, and
its sanitizer drops the tag. An image whose address holds the SVG is kept, with the tags and styles used here
(packages/apputils/src/sanitizer.ts and packages/rendermime/src/factories.ts of JupyterLab 4).
"""

from __future__ import annotations

from base64 import b64encode

from ..graph import Graph, Node
from .caption import Caption
from .svg import Picture
from .words import clean, count_of, quoted

# A table beyond this makes notebooks heavy; the frames have everything.
ROWS_MAX = 100
# About as wide as notebooks are on a usual screen, in pixels.
CELL_WIDTH = 1000


def figure(graph: Graph, caption: Caption, picture: Picture) -> str:
    """The picture with its words for those who do not see it, and the nodes as a table that unfolds."""
    source = b64encode(picture.text.encode("utf-8")).decode("ascii")
    style = f"width: 100%; max-width: {picture.width}px; min-width: {_least_width(picture)}px; height: auto"
    said = ". ".join(part for part in (caption.title, caption.facts, caption.warning) if part)
    return (
        '<figure style="margin: 0"><div style="overflow: auto; max-height: 900px">'
        f'<img alt="{quoted(said)}" style="{style}" src="data:image/svg+xml;base64,{source}">'
        f"</div><details><summary>{count_of(len(graph.nodes), 'node')} as a table</summary>{_table(graph)}</details></figure>"
    )


def _least_width(picture: Picture) -> int:
    """What it shrinks to with the cell; from then on it scrolls. Rather small than cut off, where that can be read."""
    smallest = round(picture.width * 0.62)
    return smallest if smallest <= CELL_WIDTH else round(picture.width * 0.8)


def page(graph: Graph, caption: Caption, picture: Picture) -> str:
    """A page of its own, which loads nothing."""
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{quoted(caption.title)}</title>'
        '<meta name="color-scheme" content="light dark"></head><body style="font-family: system-ui, sans-serif">'
        f"{figure(graph, caption, picture)}</body></html>\n"
    )


def _table(graph: Graph) -> str:
    rows = "".join(_row(node) for node in list(graph.nodes.values())[:ROWS_MAX])
    left = len(graph.nodes) - ROWS_MAX
    rest = f"<p>and {left:,} more: see .nodes</p>" if left > 0 else ""
    head = "<tr><th>kind</th><th>name</th><th>ref</th><th>source</th><th>state</th></tr>"
    return f"<table><thead>{head}</thead><tbody>{rows}</tbody></table>{rest}"


def _row(node: Node) -> str:
    if node.restricted:
        return '<tr><td colspan="5"><em>restricted</em></td></tr>'
    state = "live" if node.live else node.state
    cells = (node.kind, node.name, node.ref, node.source, state)
    return "<tr>" + "".join(f"<td>{quoted(clean(cell or ''))}</td>" for cell in cells) + "</tr>"
