"""Which column of a layered picture each card stands in, and which short steps its long arrows take."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

Pair = tuple[str, str]


def ranks_of(
    ids: Sequence[str], pairs: Sequence[Pair], stages: Mapping[str, int] | None = None
) -> tuple[dict[str, int], set[Pair]]:
    """The column of each id, from 0, and the pairs that lead back and are drawn against the direction.

    Columns are by the longest path; then each card moves right, towards what came of it, where that makes its arrows
    shorter. So every arrow that does not lead back leads to a later column. In a cycle, an arrow from a later stage to
    an earlier one is what leads back, as from a model to the table that it fills.
    """
    back = _against(pairs, stages or {})
    back |= _leading_back(ids, [pair for pair in pairs if pair not in back])
    forward = list(dict.fromkeys((b, a) if (a, b) in back else (a, b) for a, b in pairs if a != b))
    after: dict[str, list[str]] = {id: [] for id in ids}
    before: dict[str, list[str]] = {id: [] for id in ids}
    for start, end in forward:
        after[start].append(end)
        before[end].append(start)
    order = _topological(ids, after, before)
    ranks: dict[str, int] = {}
    for id in order:
        ranks[id] = max((ranks[start] + 1 for start in before[id]), default=0)
    for id in reversed(order):
        if after[id] and len(after[id]) >= len(before[id]):
            ranks[id] = min(ranks[end] for end in after[id]) - 1
    first = min(ranks.values(), default=0)
    return {id: rank - first for id, rank in ranks.items()}, back


def _against(pairs: Sequence[Pair], stages: Mapping[str, int]) -> set[Pair]:
    """Of the pairs on a cycle, those that lead to an earlier stage."""
    after: dict[str, list[str]] = {}
    for start, end in pairs:
        after.setdefault(start, []).append(end)
    suspects = [(start, end) for start, end in pairs if stages.get(start, 0) > stages.get(end, 0)]
    return {(start, end) for start, end in suspects if start in _reached(end, after)}


def _reached(start: str, after: Mapping[str, Sequence[str]]) -> set[str]:
    seen = {start}
    waiting = [start]
    for id in waiting:
        for end in after.get(id, ()):
            if end not in seen:
                seen.add(end)
                waiting.append(end)
    return seen


def _leading_back(ids: Sequence[str], pairs: Sequence[Pair]) -> set[Pair]:
    after: dict[str, list[str]] = {id: [] for id in ids}
    for start, end in pairs:
        after[start].append(end)
    back: set[Pair] = set()
    state: dict[str, str] = {}
    has_before = {end for start, end in pairs if start != end}
    # Beginning where nothing leads to keeps the reversed arrows few.
    for first in sorted(ids, key=lambda id: id in has_before):
        if first in state:
            continue
        state[first] = "open"
        trail = [(first, iter(after[first]))]
        while trail:
            here, rest = trail[-1]
            following = next(rest, None)
            if following is None:
                state[here] = "done"
                trail.pop()
            elif state.get(following) == "open":
                back.add((here, following))
            elif following not in state:
                state[following] = "open"
                trail.append((following, iter(after[following])))
    return back


def _topological(ids: Sequence[str], after: Mapping[str, list[str]], before: Mapping[str, list[str]]) -> list[str]:
    missing = {id: len(before[id]) for id in ids}
    order = [id for id in ids if missing[id] == 0]
    for id in order:
        for end in after[id]:
            missing[end] -= 1
            if missing[end] == 0:
                order.append(end)
    return order
