"""Data frames whose columns have the same types whatever is in them, and with every pandas from 1.5 to 3."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, Literal

from .moments import moment_of

if TYPE_CHECKING:
    import pandas as pd

Type = Literal["text", "moment", "flag", "number", "count", "object"]


def frame_of(rows: Iterable[Mapping[str, Any]], columns: Mapping[str, Type]) -> pd.DataFrame:
    """One row for each mapping; what a mapping lacks is missing in its row."""
    import pandas as pd

    held = list(rows)
    index = pd.RangeIndex(len(held))
    data = {name: _column([row.get(name) for row in held], kind, index) for name, kind in columns.items()}
    return pd.DataFrame(data, index=index, columns=pd.Index(list(columns), dtype=object))


def _column(values: list[Any], kind: Type, index: pd.RangeIndex) -> pd.Series[Any]:
    import numpy as np
    import pandas as pd

    if kind == "moment":
        moments = [moment_of(value) for value in values]
        return pd.Series(pd.DatetimeIndex(moments, dtype="datetime64[ns, UTC]"), index=index)
    if kind == "text":
        # Named with its storage, because the plain name is another type where Arrow is installed.
        return pd.Series(
            [None if value is None else str(value) for value in values], dtype=pd.StringDtype("python"), index=index
        )
    if kind == "object":
        # Filled one by one: pandas and NumPy would take lists apart.
        cells = np.empty(len(values), dtype=object)
        for place, value in enumerate(values):
            cells[place] = value
        return pd.Series(cells, dtype=object, index=index)
    return pd.Series(values, dtype={"flag": "boolean", "number": "Float64", "count": "Int64"}[kind], index=index)
