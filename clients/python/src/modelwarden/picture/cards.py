"""One card of a picture: an icon and the kind, the name, a state by word and shape."""

from __future__ import annotations

import re
from collections.abc import Sequence
from os.path import commonprefix

from ..graph import Node
from .kinds import look_of
from .layout import CARD_HEIGHT, CARD_WIDTH
from .words import count_of, fitted, quoted, width_of

NAME_SIZE = 13.0
KIND_SIZE = 10.5
PILL_SIZE = 10.0
# Left of the name is the stripe, left of the kind the icon too.
INSET = 12
KIND_INSET = 33


def card_svg(nodes: Sequence[Node], corner: tuple[float, float], asked: bool) -> str:
    """The card of one node, or of several that are drawn as a stack."""
    first = nodes[0]
    look = look_of(first.kind, restricted=first.restricted)
    words = look.one if len(nodes) == 1 else f"{len(nodes):,} {look.many}"
    pill = _pill(nodes)
    return "".join(
        [
            f'<g transform="translate({corner[0]:g} {corner[1]:.1f})"><title>{quoted(_title(nodes))}</title>',
            *(_sheet(offset) for offset in ((6, 3) if len(nodes) > 1 else ())),
            f'<rect class="c{" root" if asked else ""}" width="{CARD_WIDTH}" height="{CARD_HEIGHT}" rx="7"/>',
            _HATCH if first.restricted else f'<rect class="{look.tone}" y="7" width="4" height="{CARD_HEIGHT - 14}"/>',
            f'<path class="i-{look.tone}" transform="translate(11 {16 if first.restricted else 7})" d="{look.icon}" '
            'stroke-width="1.5" stroke-linejoin="round" stroke-linecap="round"/>',
            _RESTRICTED if first.restricted and len(nodes) == 1 else _words(words, _name(nodes), pill),
            pill,
            "</g>",
        ]
    )


_WITHHELD = "(not shown to you)"
_HATCH = f'<rect width="{CARD_WIDTH}" height="{CARD_HEIGHT}" rx="7" fill="url(#mw-hatch)" opacity=".6"/>'
_RESTRICTED = f'<text class="s" x="{KIND_INSET}" y="28.5" font-size="{NAME_SIZE:g}" font-style="italic">restricted</text>'


def _sheet(offset: int) -> str:
    return f'<rect class="c" x="{offset}" y="{offset}" width="{CARD_WIDTH}" height="{CARD_HEIGHT}" rx="7"/>'


def _words(kind: str, name: str, pill: str) -> str:
    shown = fitted(name, NAME_SIZE, CARD_WIDTH - INSET - 8)
    return (
        f'<text class="s" x="{KIND_INSET}" y="19" font-size="{KIND_SIZE:g}">{quoted(fitted(kind, KIND_SIZE, 82 if pill else 140))}'
        f'</text><text class="n" x="{INSET}" y="37" font-size="{NAME_SIZE:g}" font-weight="500">{quoted(shown)}</text>'
    )


def _name(nodes: Sequence[Node]) -> str:
    names = [node.name or node.ref or _WITHHELD for node in nodes]
    if nodes[0].restricted:
        return _WITHHELD
    if len(names) == 1:
        return names[0]
    if len(set(names)) == 1:
        return names[0]
    # The names of a stack differ from some word on: what they share is written once.
    shared = re.split(r"\w*$", commonprefix(names))[0]
    return f"{names[0]} … {names[-1][len(shared) :]}"


def _title(nodes: Sequence[Node]) -> str:
    first = nodes[0]
    if first.restricted:
        return "restricted: you may not see what this is"
    if len(nodes) > 1:
        return f"{len(nodes)} of {first.kind}: {', '.join(node.name or '' for node in nodes[:8])}"
    return f"{first.kind}: {first.ref or first.name or ''}"


# States that are worth a mark; a finished run needs none.
_MARKED = {
    "FAILED": ("bad", "✕ failed"),
    "KILLED": ("bad", "✕ killed"),
    "UNAVAILABLE": ("bad", "✕ not answering"),
    "RUNNING": ("run", "▸ running"),
    "LOADING": ("run", "▸ loading"),
}


def _pill(nodes: Sequence[Node]) -> str:
    lives = sum(node.live for node in nodes)
    if lives:
        return _live_pill(f"● {'live' if len(nodes) == 1 else count_of(lives, 'live', 'live')}")
    state = "UNAVAILABLE" if nodes[0].properties.get("isLive") is False else nodes[0].state
    tone, words = _MARKED.get(state or "", ("", ""))
    if not words or len(nodes) > 1:
        return ""
    return f'<text class="{tone}" x="{CARD_WIDTH - 9}" y="19" font-size="{PILL_SIZE:g}" text-anchor="end">{words}</text>'


def _live_pill(words: str) -> str:
    width = width_of(words, PILL_SIZE) + 12
    left = CARD_WIDTH - width - 7
    return (
        f'<rect class="on" x="{left:.1f}" y="7.5" width="{width:.1f}" height="15" rx="7.5"/>'
        f'<text class="live" x="{left + width / 2:.1f}" y="18.5" font-size="{PILL_SIZE:g}" font-weight="600" '
        f'text-anchor="middle">{words}</text>'
    )
