"""One card of a picture: an icon and the kind, the name, a state by word and shape."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from ..graph import Node
from .kinds import look_of
from .layout import CARD_HEIGHT, CARD_WIDTH
from .names import stack_kind, stack_name
from .words import count_of, fitted, quoted, width_of

Mark = Literal["added", "removed", "changed"]

# The class of its colours, and its words.
_MARKS: Mapping[Mark, tuple[str, str]] = {
    "added": ("live", "+ added"),
    "removed": ("bad", "− removed"),
    "changed": ("run", "△ changed"),
}

NAME_SIZE = 13.0
KIND_SIZE = 10.5
PILL_SIZE = 10.0
# Left of the name is the stripe, left of the kind the icon too.
INSET = 12
KIND_INSET = 33


def card_svg(nodes: Sequence[Node], corner: tuple[float, float], *, asked: bool, mark: Mark | None = None) -> str:
    """The card of one node, or of several that are drawn as a stack. `mark` says what became of it, in its state's place."""
    first = nodes[0]
    look = look_of(first.kind, restricted=first.restricted)
    pill = _pill(nodes, mark)
    return "".join(
        [
            f'<g transform="translate({corner[0]:g} {corner[1]:.1f})"><title>{quoted(_title(nodes))}</title>',
            *(_sheet(offset) for offset in ((6, 3) if len(nodes) > 1 else ())),
            f'<rect class="c{" root" if asked else ""}" width="{CARD_WIDTH}" height="{CARD_HEIGHT}" rx="7"/>',
            _HATCH if first.restricted else f'<rect class="{look.tone}" y="7" width="4" height="{CARD_HEIGHT - 14}"/>',
            f'<path class="i-{look.tone}" transform="translate(11 {16 if first.restricted else 7})" d="{look.icon}" '
            'stroke-width="1.5" stroke-linejoin="round" stroke-linecap="round"/>',
            _restricted(len(nodes)) if first.restricted else _words(nodes, pill),
            "" if pill is None else pill.svg,
            "</g>",
        ]
    )


_HATCH = f'<rect width="{CARD_WIDTH}" height="{CARD_HEIGHT}" rx="7" fill="url(#mw-hatch)" opacity=".6"/>'


def _restricted(count: int) -> str:
    words = "restricted" if count == 1 else f"{count:,} restricted"
    return f'<text class="s" x="{KIND_INSET}" y="28.5" font-size="{NAME_SIZE:g}" font-style="italic">{words}</text>'


def _sheet(offset: int) -> str:
    return f'<rect class="c" x="{offset}" y="{offset}" width="{CARD_WIDTH}" height="{CARD_HEIGHT}" rx="7"/>'


def _words(nodes: Sequence[Node], pill: Pill | None) -> str:
    room = CARD_WIDTH - KIND_INSET - 10 - (0 if pill is None else pill.width + 4)
    shown = fitted(stack_name(nodes), NAME_SIZE, CARD_WIDTH - INSET - 8)
    return (
        f'<text class="s" x="{KIND_INSET}" y="19" font-size="{KIND_SIZE:g}">{quoted(_kind(nodes, room))}'
        f'</text><text class="n" x="{INSET}" y="37" font-size="{NAME_SIZE:g}" font-weight="500">{quoted(shown)}</text>'
    )


def _kind(nodes: Sequence[Node], room: float) -> str:
    place = nodes[0].environment if len(nodes) == 1 else None
    words = stack_kind(nodes)
    with_place = f"{words} · {place}"
    if place is None or width_of(with_place, KIND_SIZE) <= room:
        return fitted(words if place is None else with_place, KIND_SIZE, room)
    # Where it serves tells more than what the icon tells too.
    return fitted(place, KIND_SIZE, room)


def _title(nodes: Sequence[Node]) -> str:
    first = nodes[0]
    if first.restricted:
        return "restricted: you may not see what this is"
    if len(nodes) > 1:
        kinds = " and ".join(dict.fromkeys(str(node.kind) for node in nodes))
        return f"{len(nodes)} of {kinds}: {', '.join(node.name or '' for node in nodes[:8])}"
    return f"{first.kind}: {first.ref or first.name or ''}"


# States that are worth a mark; a finished run needs none.
_MARKED = {
    "FAILED": ("bad", "✕ failed"),
    "KILLED": ("bad", "✕ killed"),
    "UNAVAILABLE": ("bad", "✕ not answering"),
    "RUNNING": ("run", "▸ running"),
    "LOADING": ("run", "▸ loading"),
}


@dataclass(frozen=True)
class Pill:
    """The state at a card's upper right."""

    svg: str
    width: float


def _pill(nodes: Sequence[Node], mark: Mark | None) -> Pill | None:
    if mark is not None:
        return _rounded(*_MARKS[mark])
    lives = sum(node.live for node in nodes)
    if lives:
        return _rounded("live", f"● {'live' if len(nodes) == 1 else count_of(lives, 'live', 'live')}")
    state = "UNAVAILABLE" if nodes[0].properties.get("isLive") is False else nodes[0].state
    tone, words = _MARKED.get(state or "", ("", ""))
    if not words or len(nodes) > 1:
        return None
    svg = f'<text class="{tone}" x="{CARD_WIDTH - 9}" y="19" font-size="{PILL_SIZE:g}" text-anchor="end">{words}</text>'
    return Pill(svg, width_of(words, PILL_SIZE))


def _rounded(tone: str, words: str) -> Pill:
    width = width_of(words, PILL_SIZE) + 12
    left = CARD_WIDTH - width - 7
    return Pill(
        f'<rect class="on-{tone}" x="{left:.1f}" y="7.5" width="{width:.1f}" height="15" rx="7.5"/>'
        f'<text class="{tone}" x="{left + width / 2:.1f}" y="18.5" font-size="{PILL_SIZE:g}" font-weight="600" '
        f'text-anchor="middle">{words}</text>',
        width,
    )
