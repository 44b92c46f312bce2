"""A lineage graph as SVG: no script, no reference to anything outside, generic fonts, a background of its own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ..graph import Graph
from .cards import card_svg
from .grouping import Link, Sketch, sketch_of
from .layout import COLUMN_GAP, Layout, lay_out
from .style import FONT, Theme, style_of
from .words import clean, quoted, width_of

MARGIN = 20
HEAD = 58
FOOT = 30
WIDTH_MIN = 460
# With more arrows than this, their names are more ink than help; with fewer they get room.
LABELS_MAX = 16
LABELLED_GAP = 66

Point = tuple[float, float]


@dataclass(frozen=True)
class Caption:
    """The words around the picture: what it is of, how much there is, and what is missing from it."""

    title: str
    facts: str
    warning: str | None = None


@dataclass(frozen=True)
class Picture:
    """An SVG document, and its size in pixels."""

    text: str
    width: int
    height: int


def paint(graph: Graph, caption: Caption, *, theme: Theme = "auto", group: bool | None = None) -> Picture:
    """The picture of a graph. The same graph gives the same picture, to the byte."""
    sketch = sketch_of(graph, group=group)
    pairs = [(link.src, link.dst) for link in sketch.links]
    layout = lay_out(list(sketch.cards), pairs, gap=LABELLED_GAP if len(pairs) <= LABELS_MAX else COLUMN_GAP)
    legend = _legend(graph, sketch)
    texts = [(caption.title, 15.0), (caption.facts, 12.0), (caption.warning or "", 12.0), (legend, 11.0)]
    wanted = max(layout.width, WIDTH_MIN, *(min(width_of(text, size), 900) for text, size in texts))
    width = round(wanted + 2 * MARGIN)
    head = HEAD + (18 if caption.warning else 0)
    height = round(head + layout.height + MARGIN + (FOOT if legend else 0))
    left = MARGIN + (wanted - layout.width) / 2
    return Picture(
        "".join(
            [
                f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" '
                f'viewBox="0 0 {width} {height}" font-family="{FONT}" role="img">',
                f"<title>{quoted(caption.title)}</title><desc>{quoted(caption.facts)}</desc>",
                f"<style>{style_of(theme)}</style>{_DEFINITIONS}",
                f'<rect class="p" x=".5" y=".5" width="{width - 1}" height="{height - 1}" rx="10"/>',
                *_header(caption),
                f'<g transform="translate({left:.1f} {head})">',
                *_arrows(sketch, layout),
                *(
                    card_svg([graph.nodes[id] for id in card.members], layout.corners[card.id], card.id == graph.root)
                    for card in sketch.cards.values()
                ),
                "</g>",
                f'<text class="s" x="{MARGIN}" y="{height - 14}" font-size="11">{quoted(legend)}</text>',
                "</svg>",
            ]
        ),
        width,
        height,
    )


_DEFINITIONS = (
    '<defs><marker id="mw-arrow" viewBox="0 0 8 8" refX="7.2" refY="4" markerWidth="7" markerHeight="7" '
    'orient="auto-start-reverse" markerUnits="userSpaceOnUse"><path class="a" d="M0 .8 7.5 4 0 7.2z"/></marker>'
    '<pattern id="mw-hatch" width="7" height="7" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
    '<path class="h" d="M0 0V7" stroke-width="3"/></pattern></defs>'
)


def _header(caption: Caption) -> list[str]:
    lines = [
        f'<text class="n" x="{MARGIN}" y="28" font-size="15" font-weight="600">{quoted(caption.title)}</text>',
        f'<text class="s" x="{MARGIN}" y="46" font-size="12">{quoted(caption.facts)}</text>',
    ]
    if caption.warning:
        lines.append(f'<text class="w" x="{MARGIN}" y="64" font-size="12">⚠ {quoted(caption.warning)}</text>')
    return lines


def _legend(graph: Graph, sketch: Sketch) -> str:
    nodes = graph.nodes.values()
    entries = [
        "from left to right: what was there first, what came of it",
        "thick rim: what was asked about",
        "dashed: inferred" if any(link.inferred for link in sketch.links) else "",
        "dotted: ended" if any(link.ended for link in sketch.links) else "",
        "stacked: several that play the same part" if any(len(c.members) > 1 for c in sketch.cards.values()) else "",
        "hatched: not shown to you" if any(node.restricted for node in nodes) else "",
    ]
    return "   ·   ".join(entry for entry in entries if entry)


def _arrows(sketch: Sketch, layout: Layout) -> list[str]:
    shown = [link for link in sketch.links if (link.src, link.dst) in layout.routes]
    paths = [_arrow(link, layout) for link in shown]
    return [*paths, *(_label(link, layout) for link in shown)] if len(sketch.links) <= LABELS_MAX else paths


def _arrow(link: Link, layout: Layout) -> str:
    points = layout.routes[link.src, link.dst]
    marker = "marker-start" if (link.src, link.dst) in layout.back else "marker-end"
    dash = ' stroke-dasharray="1.5 4"' if link.ended else ' stroke-dasharray="6 4"' if link.inferred else ""
    thick = 1.3 if link.count == 1 else min(1.6 + link.count / 25, 4)
    return f'<path class="e" d="{_curve(points)}" stroke-width="{thick:.2g}"{dash} {marker}="url(#mw-arrow)"/>'


def _curve(points: Sequence[Point]) -> str:
    (x, y), *rest = points
    parts = [f"M{x:g} {y:.1f}"]
    for here, (there_x, there_y) in zip(points, rest):
        if abs(here[1] - there_y) < 0.5:
            parts.append(f"H{there_x:g}")
        else:
            bend = (here[0] + there_x) / 2
            parts.append(f"C{bend:g} {here[1]:.1f} {bend:g} {there_y:.1f} {there_x:g} {there_y:.1f}")
    return "".join(parts)


def _label(link: Link, layout: Layout) -> str:
    words = clean((link.kind or "").lower().replace("_", " "))
    if link.count > 1:
        words = f"{words} ×{link.count}"
    (x, y), (next_x, next_y), *_ = layout.routes[link.src, link.dst]
    return (
        f'<text class="s halo" x="{(x + next_x) / 2:g}" y="{(y + next_y) / 2 - 3:.1f}" font-size="9.5" '
        f'text-anchor="middle" stroke-width="3" paint-order="stroke" stroke-linejoin="round">{quoted(words)}</text>'
    )


