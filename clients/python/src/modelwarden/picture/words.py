"""Text for pictures: nothing in it that could be markup or turn the direction of writing, and cut to what fits."""

from __future__ import annotations

import re
import unicodedata
from html import escape

# What XML cannot hold, and marks that turn the direction of writing, which make a name look like another one.
_UNUSABLE = re.compile(
    "[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]|[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]"
)

_NARROW = frozenset("iIjlft.,:;|!'()[]{}/\\-` ")
_WIDE = frozenset("mwMW@%")


def clean(text: str) -> str:
    """One line without anything that a picture or page cannot show."""
    return " ".join(_UNUSABLE.sub("", text.replace("\r", " ")).split())


def quoted(text: str) -> str:
    """The text as it has to be written in XML and HTML, also between quotes."""
    return escape(clean(text), quote=True)


def width_of(text: str, size: float) -> float:
    """About how wide the text is in a usual sans-serif at this size, in pixels; rather more than less."""
    return sum(_share(character) for character in text) * size


def _share(character: str) -> float:
    if unicodedata.east_asian_width(character) in "WF":
        return 1.05
    if character in _NARROW:
        return 0.36
    return 0.95 if character in _WIDE else 0.7 if character.isupper() else 0.63


def fitted(text: str, size: float, room: float) -> str:
    """The text, with its middle cut where it is too wide: names differ at their ends."""
    whole = clean(text)
    if width_of(whole, size) <= room:
        return whole
    low, high = 0, len(whole)
    while low < high:
        kept = (low + high + 1) // 2
        low, high = (kept, high) if width_of(_cut(whole, kept), size) <= room else (low, kept - 1)
    return _cut(whole, low)


def _cut(text: str, kept: int) -> str:
    tail = (kept + 1) // 2
    return f"{text[: kept - tail]}…{text[len(text) - tail :]}"


def count_of(number: int, one: str, many: str | None = None) -> str:
    """Such as `1 node` and `12 nodes`."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"
