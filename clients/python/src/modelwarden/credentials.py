"""Where the gateway is and who asks: the address and the token, from arguments or the environment."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

from .errors import AuthError, InvalidQuestion

URL_VARIABLE = "MODELWARDEN_URL"
TOKEN_VARIABLE = "MODELWARDEN_TOKEN"
TOKEN_FILE_VARIABLE = "MODELWARDEN_TOKEN_FILE"

_HOW = (
    f"Pass token=, or set {TOKEN_VARIABLE}, or {TOKEN_FILE_VARIABLE} to a file that holds it. "
    "`modelwarden token create` makes one."
)


class Token:
    """A token that nothing prints: its text comes out by :meth:`read` only, and never goes into a pickle."""

    __slots__ = ("_read", "origin")

    def __init__(self, read: Callable[[], str], origin: str) -> None:
        self._read = read
        self.origin = origin

    def read(self) -> str:
        """The text as it is now. Raises :class:`AuthError` when there is none or it cannot be a token."""
        text = self._read().strip()
        # A header with a line break in it is refused by the HTTP library in words that quote the value.
        if text and text.isascii() and text.isprintable() and " " not in text:
            return text
        # A traceback may show the variables of this frame.
        del text
        raise AuthError(f"The token from {self.origin} is empty or has characters that no token has. {_HOW}")

    def __repr__(self) -> str:
        return f"<token from {self.origin}>"

    def __reduce__(self) -> tuple[Callable[[], Token], tuple[()]]:
        return no_token, ()


def find_token(given: str | None) -> Token:
    """The first that is there: the argument, the variable, the file. Raises :class:`AuthError` when none is."""
    if given is not None:
        return Token(lambda: given, "the argument token=")
    if os.environ.get(TOKEN_VARIABLE):
        return Token(lambda: os.environ.get(TOKEN_VARIABLE, ""), TOKEN_VARIABLE)
    if os.environ.get(TOKEN_FILE_VARIABLE):
        # Read again for every question: JupyterHub and Kubernetes write a new token into the same file.
        return Token(_read_file, f"the file that {TOKEN_FILE_VARIABLE} names")
    raise AuthError(f"There is no token. {_HOW}")


def no_token() -> Token:
    """What a pickled client has in another process, unless the environment there has a token."""
    try:
        return find_token(None)
    except AuthError:
        return Token(_refuse, "a pickle")


def _refuse() -> str:
    raise AuthError(f"Tokens do not travel in pickles, and this process has none. {_HOW}")


def _read_file() -> str:
    path = os.environ.get(TOKEN_FILE_VARIABLE, "")
    try:
        return Path(path).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is no text"
    raise AuthError(f"The file that {TOKEN_FILE_VARIABLE} names cannot be read: {reason}. {_HOW}")


def find_url(given: str | None) -> str:
    """The gateway's address without a path's end. Raises :class:`InvalidQuestion` when it is none."""
    text = (given or os.environ.get(URL_VARIABLE) or "").strip()
    if not text:
        raise InvalidQuestion(f"There is no address. Pass url=, or set {URL_VARIABLE}, such as http://127.0.0.1:4000")
    try:
        parts = urlsplit(text)
        usable = parts.scheme in ("http", "https") and bool(parts.hostname) and (parts.port or 1) > 0
    except ValueError:
        usable = False
    if not usable:
        raise InvalidQuestion("The address has to look like https://modelwarden.example or http://127.0.0.1:4000")
    if parts.username is not None or parts.password is not None or parts.query or parts.fragment:
        raise InvalidQuestion("The address holds more than a host and a path. Who asks is told by token=, not by it.")
    return text.rstrip("/").removesuffix("/graphql").rstrip("/")
