"""A lineage graph as SVG: no script, no reference to anything outside, generic fonts, a background of its own."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from ..graph import Graph
from .caption import Caption
from .cards import Mark, card_svg
from .folding import folded
from .grouping import Link, Sketch, sketch_of
from .kinds import STAGES
from .layout import COLUMN_GAP, Layout, lay_out
from .style import FONT, Theme, style_of
from .words import clean, fitted, quoted, width_of

MARGIN = 20
WIDTH_MIN = 460
# Words are no reason for a picture that is wider than this: they go on in another line.
TEXT_WIDTH = 900
TITLE_SIZE = 15.0
FACTS_SIZE = 12.0
LEGEND_SIZE = 11.0
LEGEND_LINE = 16
# Between the things that one line says.
SEPARATOR = " · "
# With more arrows than this, their names are more ink than help; with fewer they get room.
LABELS_MAX = 16
LABELLED_GAP = 66

Point = tuple[float, float]


@dataclass(frozen=True)
class Picture:
    """An SVG document, and its size in pixels."""

    text: str
    width: int
    height: int


def paint(
    graph: Graph,
    caption: Caption,
    *,
    theme: Theme = "auto",
    group: bool | None = None,
    marks: Mapping[str, Mark] = MappingProxyType({}),
) -> Picture:
    """The picture of a graph. The same graph gives the same picture, to the byte.

    `marks` says by id what became of a node; nodes with different marks are not stacked.
    """
    sketch = folded(graph, sketch_of(graph, group=group, marks=marks), marks)
    pairs = [(link.src, link.dst) for link in sketch.links]
    stages = {id: STAGES.get(graph.nodes[id].kind or "", 0) for id in sketch.cards}
    gap = LABELLED_GAP if len(pairs) <= LABELS_MAX else COLUMN_GAP
    layout = lay_out(list(sketch.cards), pairs, gap=gap, stages=stages)
    said = [(caption.title, TITLE_SIZE), (caption.facts, FACTS_SIZE), (f"⚠ {caption.warning or ''}", FACTS_SIZE)]
    wanted = max(layout.width, WIDTH_MIN, *(min(width_of(text, size), TEXT_WIDTH) for text, size in said))
    width = round(wanted + 2 * MARGIN)
    header, head = _header(caption, wanted)
    footer = _lines(_legend(graph, sketch, marks), LEGEND_SIZE, wanted)
    foot = head + layout.height + MARGIN
    height = round(foot + LEGEND_LINE * len(footer) + 14)
    left = MARGIN + (wanted - layout.width) / 2
    return Picture(
        "".join(
            [
                f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" '
                f'viewBox="0 0 {width} {height}" font-family="{FONT}" role="img">',
                f"<title>{quoted(caption.title)}</title><desc>{quoted(caption.facts)}</desc>",
                f"<style>{style_of(theme)}</style>{_DEFINITIONS}",
                f'<rect class="p" x=".5" y=".5" width="{width - 1}" height="{height - 1}" rx="10"/>',
                *header,
                f'<g transform="translate({left:.1f} {head})">',
                *_arrows(sketch, layout),
                *(
                    card_svg(
                        [graph.nodes[id] for id in card.members],
                        layout.corners[card.id],
                        asked=card.id == graph.root,
                        mark=marks.get(card.id),
                    )
                    for card in sketch.cards.values()
                ),
                "</g>",
                *(_text("s", foot + LEGEND_LINE * (place + 0.9), LEGEND_SIZE, line) for place, line in enumerate(footer)),
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


def _header(caption: Caption, room: float) -> tuple[list[str], float]:
    """The words over the picture, and how high they are."""
    written = [_text("n", 28, TITLE_SIZE, fitted(caption.title, TITLE_SIZE, room), ' font-weight="600"')]
    warning = "" if caption.warning is None else f"⚠ {caption.warning}"
    y = 46.0
    for tone, text in (("s", caption.facts), ("w", warning)):
        for line in _lines(text, FACTS_SIZE, room):
            written.append(_text(tone, y, FACTS_SIZE, line))
            y += 18
    return written, y - 4


def _text(tone: str, y: float, size: float, words: str, more: str = "") -> str:
    return f'<text class="{tone}" x="{MARGIN}" y="{y:g}" font-size="{size:g}"{more}>{quoted(words)}</text>'


def _lines(text: str, size: float, room: float) -> list[str]:
    """The text in lines as wide as there is room, broken where one thing said ends, else between words."""
    lines: list[str] = []
    for part in text.split(SEPARATOR) if text else ():
        longer = f"{lines[-1]}{SEPARATOR}{part}" if lines else part
        if lines and width_of(longer, size) <= room:
            lines[-1] = longer
        else:
            lines += _wrapped(part, size, room)
    return lines


def _wrapped(text: str, size: float, room: float) -> list[str]:
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".lstrip()
        if not lines[-1] or width_of(longer, size) <= room:
            lines[-1] = longer
        else:
            lines.append(word)
    return [fitted(line, size, room) for line in lines]


def _legend(graph: Graph, sketch: Sketch, marks: Collection[str]) -> str:
    nodes = graph.nodes.values()
    entries = [
        "from left to right: what was there first, what came of it",
        "thick rim: what was asked about",
        "dashed: inferred" if any(link.inferred for link in sketch.links) else "",
        f"dotted: {'ended or removed' if marks else 'ended'}" if any(link.ended for link in sketch.links) else "",
        "stacked: several that play the same part" if any(len(c.members) > 1 for c in sketch.cards.values()) else "",
        "hatched: not shown to you" if any(node.restricted for node in nodes) else "",
    ]
    return SEPARATOR.join(entry for entry in entries if entry)


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


