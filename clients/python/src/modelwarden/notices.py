"""Warnings about what an answer lacks, shown at the caller's own line."""

from __future__ import annotations

import sys
import warnings
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from .errors import MaskedFieldsWarning, PartialAnswerWarning
from .transport import Answer

_HERE = str(Path(__file__).parent)


def warn_of(answer: Answer) -> None:
    """Tells of what errors took from an answer that has data nonetheless, and of fields that are masked."""
    for error in answer.errors:
        place = ".".join(str(part) for part in error.get("path") or ())
        notice(f"{place or 'the answer'} is not whole: {error.get('message')}", PartialAnswerWarning)
    if answer.masked:
        listed = ", ".join(answer.masked[:3]) + (", ..." if len(answer.masked) > 3 else "")
        notice(
            f"{len(answer.masked)} fields are empty because you may not read them ({listed}). "
            "The action sensitive:read on their objects shows them.",
            MaskedFieldsWarning,
        )


def warn_of_sources(sources: Iterable[Mapping[str, Any]]) -> None:
    """Tells of sources whose part of an answer is missing or not whole yet."""
    for source in sources:
        reason = reason_of(source)
        if reason is not None:
            notice(f"What {source['source']!r} holds may be missing: {reason}", PartialAnswerWarning)


def reason_of(source: Mapping[str, Any]) -> str | None:
    """Why a source's part of an answer is missing or not whole; None when it is there."""
    error = source.get("error")
    if error:
        return str(error["message"])
    if source.get("complete") is False:
        return "it has not been read once from end to end yet; ask again in a while."
    return "it does not answer." if source.get("state") == "DOWN" else None


def notice(message: str, category: type[Warning]) -> None:
    """Warns, naming the first line outside this package."""
    level = 1
    frame = sys._getframe(0)
    while frame.f_back is not None and frame.f_code.co_filename.startswith(_HERE):
        frame = frame.f_back
        level += 1
    warnings.warn(message, category, stacklevel=level)
