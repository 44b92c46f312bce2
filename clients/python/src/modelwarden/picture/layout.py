"""A layered layout: columns from left to right, cards near what they are connected with, few crossings."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from .ordering import ordered
from .placing import placed
from .ranks import Pair, ranks_of

CARD_WIDTH = 200
CARD_HEIGHT = 48
CARD_GAP = 14
COLUMN_GAP = 46
# Between arrows that pass through a column, and from them to a card.
LANE = 12
# Long arrows give way less than cards do, so that they run straight.
LANE_WEIGHT = 4.0


@dataclass(frozen=True)
class Layout:
    """Where cards lie (their upper left corner) and along which points arrows run, in pixels from (0, 0).

    An arrow runs from left to right also when it leads back; `back` says which ones do.
    """

    corners: Mapping[str, tuple[float, float]]
    routes: Mapping[Pair, tuple[tuple[float, float], ...]]
    back: frozenset[Pair]
    width: float
    height: float


def lay_out(
    ids: Sequence[str], pairs: Sequence[Pair], *, gap: int = COLUMN_GAP, stages: Mapping[str, int] | None = None
) -> Layout:
    """The layout of a graph; cycles and parts that hang together with nothing are allowed. Deterministic.

    `gap` is the room between columns; `stages` say what comes first where arrows go round in a circle.
    """
    distinct = list(dict.fromkeys(pair for pair in pairs if pair[0] != pair[1]))
    ranks, back = ranks_of(ids, distinct, stages)
    layers: list[list[str]] = [[] for _ in range(max(ranks.values(), default=-1) + 1)]
    for id in ids:
        layers[ranks[id]].append(id)
    trails = {pair: _trail(pair[::-1] if pair in back else pair, ranks, layers) for pair in distinct}
    steps = list(dict.fromkeys(step for trail in trails.values() for step in zip(trail, trail[1:])))
    order = ordered(layers, steps)
    cards = set(ids)
    heights = placed(
        order,
        steps,
        spacing=lambda above, below: _spacing(above in cards, below in cards),
        weight=lambda id: 1.0 if id in cards else LANE_WEIGHT,
    )
    top = min((heights[id] for id in ids), default=0.0) - CARD_HEIGHT / 2
    top = min([top, *(height - LANE for id, height in heights.items() if id not in cards)])
    bottom = max([height + (CARD_HEIGHT / 2 if id in cards else LANE) for id, height in heights.items()], default=0.0)
    columns = {id: index * (CARD_WIDTH + gap) for index, layer in enumerate(order) for id in layer}
    return Layout(
        corners={id: (float(columns[id]), heights[id] - CARD_HEIGHT / 2 - top) for id in ids},
        routes={pair: tuple(_points(trail, columns, heights, top)) for pair, trail in trails.items()},
        back=frozenset(back),
        width=max((column + CARD_WIDTH for column in columns.values()), default=0),
        height=bottom - top if heights else 0.0,
    )


def _spacing(above_is_card: bool, below_is_card: bool) -> float:
    if above_is_card and below_is_card:
        return CARD_HEIGHT + CARD_GAP
    return CARD_HEIGHT / 2 + LANE if above_is_card or below_is_card else LANE


def _trail(pair: Pair, ranks: Mapping[str, int], layers: list[list[str]]) -> list[str]:
    """The ids that an arrow runs over: its ends, and a place of its own in each column between them."""
    start, end = pair
    between = []
    for rank in range(ranks[start] + 1, ranks[end]):
        lane = f"{start} {rank} > {end}"
        layers[rank].append(lane)
        between.append(lane)
    return [start, *between, end]


def _points(
    trail: Sequence[str], columns: Mapping[str, int], heights: Mapping[str, float], top: float
) -> Sequence[tuple[float, float]]:
    first, *between, last = trail
    points = [(columns[first] + CARD_WIDTH, heights[first] - top)]
    for lane in between:
        points.append((columns[lane], heights[lane] - top))
        points.append((columns[lane] + CARD_WIDTH, heights[lane] - top))
    points.append((columns[last], heights[last] - top))
    return [(float(x), y) for x, y in points]
