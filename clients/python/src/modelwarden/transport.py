"""One question over HTTP: what is sent, when it is sent again, and what becomes of the answer."""

from __future__ import annotations

import json
import platform
import random
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from .credentials import Token
from .errors import RateLimited, TimedOut, Unreachable, WardenError
from .refusals import refusal_of

if TYPE_CHECKING:
    import requests

TRIES = 3
CONNECT_SECONDS = 5.0
# The most that the gateway's header `modelwarden-timeout-ms` takes.
GATEWAY_SECONDS_MAX = 60.0
# The gateway's own word that time is over says more than a broken connection.
GRACE_SECONDS = 2.0


@dataclass(frozen=True)
class Answer:
    """What came back: the data, and what is missing from it."""

    data: Mapping[str, Any]
    errors: tuple[Mapping[str, Any], ...] = ()
    masked: tuple[str, ...] = ()


class _Bearer:
    """Adds the token to each request as it leaves, so that no variable on the way holds it."""

    def __init__(self, token: Token) -> None:
        self._token = token

    def __call__(self, request: requests.PreparedRequest) -> requests.PreparedRequest:
        request.headers["Authorization"] = f"Bearer {self._token.read()}"
        return request


@dataclass
class Transport:
    """A connection to one gateway for one caller. It does nothing until it is asked."""

    url: str
    token: Token
    timeout: float
    _session: requests.Session | None = field(default=None, repr=False)

    def ask(self, document: str, variables: Mapping[str, Any], *, may_repeat: bool) -> Answer:
        """Sends one document. Raises :class:`WardenError` when nothing of it was answered.

        What changes nothing is sent up to three times while the gateway is away or asks to wait, within the timeout.
        """
        body = json.dumps({"query": document, "variables": variables}).encode()
        give_up_at = time.monotonic() + self.timeout
        for attempt in range(1, TRIES + 1):
            result = self._attempt(body)
            if isinstance(result, Answer):
                return result
            wait = _wait_before_next(result, attempt)
            if not may_repeat or wait is None or attempt == TRIES or time.monotonic() + wait > give_up_at:
                raise result
            time.sleep(wait)
        raise AssertionError("unreachable")

    def close(self) -> None:
        """Ends the connection; the next question opens another."""
        if self._session is not None:
            self._session.close()
            self._session = None

    def _attempt(self, body: bytes) -> Answer | WardenError:
        sent = self._send(body)
        return sent if isinstance(sent, WardenError) else self._read(sent)

    def _send(self, body: bytes) -> requests.Response | WardenError:
        import requests

        self.token.read()
        interrupted = False
        try:
            return self._opened().post(
                f"{self.url}/graphql",
                data=body,
                headers=self._headers(),
                auth=_Bearer(self.token),
                timeout=(CONNECT_SECONDS, self.timeout + GRACE_SECONDS),
                # A token is sent where the caller said and nowhere else.
                allow_redirects=False,
            )
        except requests.exceptions.SSLError:
            problem: WardenError = Unreachable(
                f"The certificate of {self.url} is not trusted here. Set REQUESTS_CA_BUNDLE to your authority's file."
            )
        except requests.exceptions.ConnectionError:
            problem = Unreachable(
                f"Nothing answers at {self.url}. Is the gateway running, and is this its address from here? "
                "Pass url= or set MODELWARDEN_URL."
            )
            problem.retryable = True
        except requests.exceptions.Timeout:
            problem = TimedOut(
                f"{self.url} did not answer within {self.timeout:g} s. Pass a longer timeout= to Warden, or ask for less."
            )
        except requests.exceptions.RequestException as error:
            problem = Unreachable(f"{self.url} broke the answer off: {type(error).__name__}. Ask again.")
            problem.retryable = True
        except KeyboardInterrupt:
            interrupted = True
        # Raised or returned out here, so that no traceback shows the HTTP library's variables, the headers among them.
        if interrupted:
            raise KeyboardInterrupt
        return problem

    def _read(self, response: requests.Response) -> Answer | WardenError:
        status = response.status_code
        try:
            reply: Any = response.json()
        except ValueError:
            reply = None
        if not isinstance(reply, dict) or not ("data" in reply or "errors" in reply):
            return _no_gateway(self.url, status)
        errors = tuple(each for each in reply.get("errors") or () if isinstance(each, dict))
        data = reply.get("data")
        if not isinstance(data, dict):
            first = errors[0] if errors else {}
            wait = response.headers.get("Retry-After", "")
            return refusal_of(
                first,
                status=status,
                token_origin=self.token.origin,
                retry_after=float(wait) if wait.isdigit() else None,
            )
        extensions = reply.get("extensions") or {}
        return Answer(data, errors, tuple(str(path) for path in extensions.get("masked") or ()))

    def _headers(self) -> dict[str, str]:
        from . import __version__

        milliseconds = int(min(max(self.timeout, 0.001), GATEWAY_SECONDS_MAX) * 1000)
        return {
            "Content-Type": "application/json",
            "Accept": "application/graphql-response+json",
            "modelwarden-timeout-ms": str(milliseconds),
            "User-Agent": f"modelwarden-python/{__version__} python/{platform.python_version()}",
        }

    def _opened(self) -> requests.Session:
        import requests

        if self._session is None:
            self._session = requests.Session()
        return self._session

    def __reduce__(self) -> tuple[type[Transport], tuple[str, Token, float]]:
        return Transport, (self.url, self.token, self.timeout)


def _no_gateway(url: str, status: int) -> WardenError:
    if 300 <= status < 400:
        return Unreachable(f"{url} sends elsewhere (HTTP {status}). Pass the address that it leads to, as url=.")
    problem = Unreachable(
        f"What answers at {url}/graphql is no Modelwarden gateway (HTTP {status}). Check url= and any proxy on the way."
    )
    problem.retryable = status in (502, 503)
    return problem


def _wait_before_next(problem: WardenError, attempt: int) -> float | None:
    """Seconds to wait before asking again; None when asking again is no use."""
    if isinstance(problem, RateLimited):
        return problem.retry_after
    if isinstance(problem, TimedOut) or not problem.retryable:
        return None
    pause: float = 0.2 * 2**attempt * (0.5 + random.random())
    return pause
