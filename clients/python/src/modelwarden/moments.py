"""Moments: what the gateway writes as text, and what people pass."""

from __future__ import annotations

from datetime import date, datetime, timezone

from .errors import InvalidQuestion

# Frames hold nanoseconds, which reach no further. A tool may hold any number of milliseconds.
_EARLIEST = datetime(1678, 1, 1, tzinfo=timezone.utc)
_LATEST = datetime(2262, 1, 1, tzinfo=timezone.utc)


def moment_of(text: object) -> datetime | None:
    """The moment that the gateway wrote; None for none, and for one that no frame can hold."""
    if not isinstance(text, (str, datetime)):
        return None
    try:
        moment = _parsed(text) if isinstance(text, str) else text
    except ValueError:
        return None
    aware = moment if moment.tzinfo is not None else moment.replace(tzinfo=timezone.utc)
    return aware if _EARLIEST <= aware < _LATEST else None


def moment_text(given: str | date | datetime | None) -> str | None:
    """What the gateway takes as a moment. Without a zone it is UTC; a date is its first instant.

    Raises :class:`InvalidQuestion` for text that is no moment.
    """
    if given is None:
        return None
    try:
        moment = _parsed(given) if isinstance(given, str) else given
    except ValueError:
        raise InvalidQuestion(f"{given!r} is no moment. Write it as 2026-03-03 or 2026-03-03T12:00:00Z.") from None
    if not isinstance(moment, datetime):
        moment = datetime(moment.year, moment.month, moment.day)
    aware = moment if moment.tzinfo is not None else moment.replace(tzinfo=timezone.utc)
    return aware.astimezone(timezone.utc).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _parsed(text: str) -> datetime:
    # Python 3.10 knows no `Z`.
    return datetime.fromisoformat(f"{text[:-1]}+00:00" if text.endswith(("Z", "z")) else text)
