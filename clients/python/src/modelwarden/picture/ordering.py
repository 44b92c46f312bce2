"""The order of cards within their columns, with few arrows crossing."""

from __future__ import annotations

from bisect import bisect_right, insort
from collections.abc import Mapping, Sequence

SWEEPS = 8
# Exchanging neighbours costs the square of a column's size, and gains least where there is most to draw.
SWAPPED_MAX = 60

Layers = list[list[str]]


def ordered(layers: Sequence[Sequence[str]], steps: Sequence[tuple[str, str]]) -> Layers:
    """Each column in the order that had the fewest crossings among eight barycentre sweeps. The same input gives the same.

    `steps` lead from one column to the next.
    """
    before: dict[str, list[str]] = {id: [] for layer in layers for id in layer}
    after: dict[str, list[str]] = {id: [] for layer in layers for id in layer}
    for start, end in steps:
        after[start].append(end)
        before[end].append(start)
    current: Layers = [list(layer) for layer in layers]
    best, fewest = current, crossings(current, after)
    for sweep in range(SWEEPS):
        if fewest == 0:
            break
        current = _swept(current, before if sweep % 2 == 0 else after, rightwards=sweep % 2 == 0)
        for index in range(len(current)):
            _swap_neighbours(current, index, before, after)
        count = crossings(current, after)
        if count < fewest:
            best, fewest = current, count
    return best


def crossings(layers: Sequence[Sequence[str]], after: Mapping[str, Sequence[str]]) -> int:
    """How many pairs of arrows cross."""
    total = 0
    for left, right in zip(layers, layers[1:]):
        place = {id: index for index, id in enumerate(right)}
        passed: list[int] = []
        for id in left:
            ends = sorted(place[end] for end in after[id])
            total += sum(len(passed) - bisect_right(passed, end) for end in ends)
            for end in ends:
                insort(passed, end)
    return total


def _swept(layers: Layers, beside: Mapping[str, Sequence[str]], *, rightwards: bool) -> Layers:
    result: Layers = [[] for _ in layers]
    places: dict[str, float] = {}
    for index in range(len(layers)) if rightwards else reversed(range(len(layers))):
        layer = layers[index]
        wanted = {id: _mean([places[other] for other in beside[id]], default=own) for own, id in enumerate(layer)}
        result[index] = sorted(layer, key=lambda id: wanted[id])
        places.update({id: float(place) for place, id in enumerate(result[index])})
    return result


def _swap_neighbours(
    layers: Layers, index: int, before: Mapping[str, Sequence[str]], after: Mapping[str, Sequence[str]]
) -> None:
    """Exchanges neighbours in one column while fewer of their arrows cross by that."""
    layer = layers[index]
    if len(layer) > SWAPPED_MAX:
        return
    sides = []
    if index > 0:
        sides.append((before, {id: place for place, id in enumerate(layers[index - 1])}))
    if index + 1 < len(layers):
        sides.append((after, {id: place for place, id in enumerate(layers[index + 1])}))
    ends = {id: [sorted(places[other] for other in beside[id]) for beside, places in sides] for id in layer}
    for _ in range(len(layer)):
        swapped = False
        for place in range(len(layer) - 1):
            upper, lower = layer[place], layer[place + 1]
            gain = sum(_crossed(a, b) - _crossed(b, a) for a, b in zip(ends[upper], ends[lower]))
            if gain > 0:
                layer[place], layer[place + 1] = lower, upper
                swapped = True
        if not swapped:
            return


def _crossed(upper: Sequence[int], lower: Sequence[int]) -> int:
    """How many arrows of two neighbours cross, by the places of their other ends in order."""
    return sum(len(upper) - bisect_right(upper, end) for end in lower)


def _mean(values: Sequence[float], *, default: float) -> float:
    return sum(values) / len(values) if values else default
