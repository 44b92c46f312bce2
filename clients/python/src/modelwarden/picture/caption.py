"""The words that go with a picture."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Caption:
    """The words around the picture: what it is of, how much there is, and what is missing from it."""

    title: str
    facts: str
    warning: str | None = None
