"""How high each card stands in its column: near what it is connected with, never over another."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from statistics import median

PASSES = 12


def placed(
    layers: Sequence[Sequence[str]],
    steps: Sequence[tuple[str, str]],
    *,
    spacing: Callable[[str, str], float],
    weight: Callable[[str], float],
) -> dict[str, float]:
    """The middle of each card. Within a column the given order holds and `spacing` is kept between middles.

    Each pass moves a column's cards to the median of their neighbours', as near as order and spacing allow: the least
    sum of weighted squares, found by pooling adjacent violators.
    """
    before: dict[str, list[str]] = {id: [] for layer in layers for id in layer}
    after: dict[str, list[str]] = {id: [] for layer in layers for id in layer}
    for start, end in steps:
        after[start].append(end)
        before[end].append(start)
    heights: dict[str, float] = {}
    for layer in layers:
        heights.update(_fitted(layer, {id: 0.0 for id in layer}, spacing, weight))
    for number in range(PASSES):
        rightwards = number % 2 == 0
        beside = before if rightwards else after
        last = number >= PASSES - 2
        for layer in layers if rightwards else reversed(layers):
            wanted = {id: _wanted(id, beside, before, after, heights, last) for id in layer}
            heights.update(_fitted(layer, wanted, spacing, weight))
    return heights


def _wanted(
    id: str,
    beside: Mapping[str, Sequence[str]],
    before: Mapping[str, Sequence[str]],
    after: Mapping[str, Sequence[str]],
    heights: Mapping[str, float],
    last: bool,
) -> float:
    # At the end both sides count, so that no column leans to one of them.
    others = [*before[id], *after[id]] if last else beside[id]
    return median(heights[other] for other in others) if others else heights[id]


def _fitted(
    layer: Sequence[str],
    wanted: Mapping[str, float],
    spacing: Callable[[str, str], float],
    weight: Callable[[str], float],
) -> dict[str, float]:
    offsets = [0.0]
    for above, below in zip(layer, layer[1:]):
        offsets.append(offsets[-1] + spacing(above, below))
    # Pools of (weighted sum, weight, members): neighbours that would overlap share one shift.
    pools: list[tuple[float, float, int]] = []
    for id, offset in zip(layer, offsets):
        pool = (weight(id) * (wanted[id] - offset), weight(id), 1)
        while pools and pools[-1][0] / pools[-1][1] > pool[0] / pool[1]:
            previous = pools.pop()
            pool = (previous[0] + pool[0], previous[1] + pool[1], previous[2] + pool[2])
        pools.append(pool)
    shifts = [total / heaviness for total, heaviness, members in pools for _ in range(members)]
    return {id: shift + offset for id, shift, offset in zip(layer, shifts, offsets)}
