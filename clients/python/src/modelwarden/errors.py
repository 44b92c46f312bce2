"""What can go wrong, in words that say what to do. No message, attribute or context holds the token."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any


class WardenError(Exception):
    """Something that was asked could not be answered.

    Attributes
    ----------
    code : str or None
        One of the gateway's documented codes; None for what went wrong on this side.
    error_id : str or None
        Leads whoever runs the gateway to the entry in its log.
    retryable : bool
        Whether the same question may succeed later.
    data : dict or None
        What arrived nonetheless; only after :meth:`Warden.query`.
    """

    code: str | None = None
    error_id: str | None = None
    retryable: bool = False
    data: Mapping[str, Any] | None = None


class Unreachable(WardenError):
    """Nothing answers at the gateway's address, or what answers is no gateway."""


class TimedOut(WardenError):
    """The gateway, or a tool behind it, took longer than the question was given."""


class AuthError(WardenError):
    """There is no token, or the gateway does not know it."""


class NotAllowed(WardenError):
    """The token's holder may not do this."""


class NotFound(WardenError):
    """No connected tool holds such an object, or the caller may not see it.

    Attributes
    ----------
    candidates : list of dict
        Objects with a similar name, each with `ref` and `source` where known.
    """

    candidates: Sequence[Mapping[str, Any]] = ()


class AmbiguousRef(NotFound):
    """Several sources hold the name; `candidates` lists them. Pass `source=`."""


class RateLimited(WardenError):
    """The caller's points for this minute are used up.

    Attributes
    ----------
    retry_after : float or None
        Seconds until there is enough again; None when the gateway does not say.
    """

    retry_after: float | None = None


class InvalidQuestion(WardenError):
    """The question cannot be asked like this: a wrong argument, too dear, or not supported."""


class SourceUnavailable(WardenError):
    """A tool behind the gateway does not answer, or not in a usable way.

    Attributes
    ----------
    source : str or None
        Id of the source.
    """

    source: str | None = None


class GatewayFault(WardenError):
    """A fault of the gateway itself; report it with `error_id`."""


class Incomplete(WardenError):
    """Something is missing from an answer for which `strict=True` asked for everything."""


class PartialAnswerWarning(UserWarning):
    """Something is missing from an answer, because a tool did not answer or a limit was reached."""


class MaskedFieldsWarning(UserWarning):
    """Fields are empty because the caller may not read them."""
