"""The gateway's errors as exceptions. Codes are those of docs/errors.md."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from .errors import (
    AmbiguousRef,
    AuthError,
    GatewayFault,
    InvalidQuestion,
    NotAllowed,
    NotFound,
    RateLimited,
    SourceUnavailable,
    TimedOut,
    WardenError,
)

_KINDS: Mapping[str, type[WardenError]] = {
    "UNAUTHENTICATED": AuthError,
    "FORBIDDEN": NotAllowed,
    "NOT_FOUND": NotFound,
    "AMBIGUOUS_REF": AmbiguousRef,
    "BAD_USER_INPUT": InvalidQuestion,
    "QUERY_TOO_COMPLEX": InvalidQuestion,
    "UNSUPPORTED": InvalidQuestion,
    "RATE_LIMITED": RateLimited,
    "UPSTREAM_TIMEOUT": SourceUnavailable,
    "UPSTREAM_UNAVAILABLE": SourceUnavailable,
    "UPSTREAM_INVALID": SourceUnavailable,
    "OVERLOADED": SourceUnavailable,
    "UNRESOLVABLE": SourceUnavailable,
    "DEADLINE_EXCEEDED": TimedOut,
    "INTERNAL_SERVER_ERROR": GatewayFault,
}

_STATUSES: Mapping[int, str] = {
    401: "UNAUTHENTICATED",
    403: "FORBIDDEN",
    429: "RATE_LIMITED",
    503: "OVERLOADED",
    504: "DEADLINE_EXCEEDED",
}


def refusal_of(
    error: Mapping[str, Any], *, status: int = 200, token_origin: str = "", retry_after: float | None = None
) -> WardenError:
    """The exception that says what an entry of `errors` says, and what to do about it."""
    details = error.get("extensions") or {}
    code = str(details.get("code") or _STATUSES.get(status, "INTERNAL_SERVER_ERROR"))
    kind = _KINDS.get(code, WardenError)
    refusal = kind(f"{error.get('message') or f'HTTP status {status}'}{_advice(kind, details, token_origin)}")
    refusal.code = code
    refusal.error_id = details.get("errorId")
    refusal.retryable = bool(details.get("retryable", kind in (RateLimited, TimedOut)))
    if isinstance(refusal, NotFound):
        refusal.candidates = list(details.get("candidates") or [])
    if isinstance(refusal, SourceUnavailable):
        refusal.source = details.get("source")
    if isinstance(refusal, RateLimited):
        milliseconds = details.get("retryAfterMs")
        refusal.retry_after = retry_after if milliseconds is None else float(milliseconds) / 1000
    return refusal


def _advice(kind: type[WardenError], details: Mapping[str, Any], token_origin: str) -> str:
    candidates: Sequence[Mapping[str, Any]] = details.get("candidates") or []
    listed = "; ".join(_candidate(each) for each in candidates[:5])
    if kind is AuthError:
        return f" The token comes from {token_origin}: it may have ended or been revoked, or belong to another gateway."
    if kind is NotAllowed:
        return " Ask whoever runs the gateway for a role that may; `whoami()` tells what yours may."
    if kind is AmbiguousRef:
        return f" Pass source=, one of: {listed}" if listed else " Pass source=."
    if kind is NotFound:
        return f" Did you mean: {listed}?" if listed else " `search(text)` finds objects by their names."
    if kind is RateLimited:
        wait = details.get("retryAfterMs")
        return "" if wait is None else f" Ask again in {max(float(wait) / 1000, 0.1):.1f} s, or for less at once."
    late = " Pass a longer timeout= (up to 60 s) to Warden, or ask for less: fewer kinds, less depth."
    if kind is TimedOut:
        return late
    if kind is SourceUnavailable and details.get("source"):
        aside = f" The source is {details['source']!r}; everything else can still be asked."
        return f"{aside}{late}" if details.get("code") == "UPSTREAM_TIMEOUT" else aside
    if kind is GatewayFault and details.get("errorId"):
        return f" errorId: {details['errorId']}"
    return ""


def _candidate(candidate: Mapping[str, Any]) -> str:
    source = candidate.get("source")
    return f"{candidate.get('ref')}" + (f" (source={source!r})" if source else "")
