"""A list that is read as far as it is looked at."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from .tables import Table

if TYPE_CHECKING:
    import pandas as pd

Item = TypeVar("Item")

# The most that the gateway gives at once.
FIRST_MAX = 100
# How many a notebook shows of a list without being asked for more.
SHOWN = 10

Fetch = Callable[[int, str | None], Mapping[str, Any]]


class Page(Generic[Item]):
    """A lazy list: iterating asks the gateway for up to 100 items at a time, and only for those that are looked at.

    What was read is kept, so that a second look costs nothing; ask again for a fresh list. There is no length, because
    the gateway counts nothing that nobody reads: `len(page.to_list())` reads everything up to `limit`.

    Examples
    --------
    >>> newest = next(iter(w.runs()))
    >>> w.runs(experiment="search", limit=500).df()
    """

    def __init__(self, fetch: Fetch, make: Callable[[Mapping[str, Any]], Item], table: Table, limit: int | None) -> None:
        self._fetch = fetch
        self._make = make
        self._table = table
        self._limit = limit
        self._items: list[Item] = []
        self._after: str | None = None
        self._ended = limit is not None and limit <= 0

    def __iter__(self) -> Iterator[Item]:
        place = 0
        while True:
            while place < len(self._items):
                yield self._items[place]
                place += 1
            if self._ended:
                return
            self._read_on()

    def to_list(self) -> Sequence[Item]:
        """Every item, up to the limit."""
        return list(self)

    def df(self) -> pd.DataFrame:
        """Every item, up to the limit, one row each."""
        return self._table.frame(self)

    def _read_on(self) -> None:
        left = FIRST_MAX if self._limit is None else self._limit - len(self._items)
        connection = self._fetch(min(left, FIRST_MAX), self._after)
        self._items.extend(self._make(item) for item in connection["nodes"])
        info = connection["pageInfo"]
        reached = self._limit is not None and len(self._items) >= self._limit
        self._ended = reached or not info["hasNextPage"] or info["endCursor"] == self._after
        self._after = info["endCursor"]

    def _first_items(self) -> tuple[list[Item], bool]:
        shown: list[Item] = []
        for item in self:
            if len(shown) == SHOWN:
                return shown, True
            shown.append(item)
        return shown, False

    def __repr__(self) -> str:
        more = "" if self._ended else ", more not read yet"
        return f"<Page: {len(self._items)} read{more}>"

    def _repr_mimebundle_(self, **_: object) -> dict[str, str]:
        shown, more = self._first_items()
        frame = self._table.frame(shown)
        note = f"the first {SHOWN}; .df() has them all" if more else f"{len(shown)} in all"
        return {"text/plain": f"{frame}\n({note})", "text/html": f"{frame.to_html()}<p>{note}</p>"}
