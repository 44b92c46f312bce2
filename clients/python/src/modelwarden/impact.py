"""What a change to one object would reach."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from .frames import Type, frame_of

if TYPE_CHECKING:
    import pandas as pd

# From harmless to worst, so that `frame[frame.severity >= "HIGH"]` means what it says.
SEVERITIES = ("NONE", "LOW", "MEDIUM", "HIGH", "CRITICAL")
RESTRICTED = "restricted"

_COLUMNS: Mapping[str, Type] = {
    "object": "text",
    "kind": "text",
    "distance": "count",
    "severity": "text",
    "environment": "text",
    "is_live": "flag",
    "owners": "object",
    "path": "object",
    "source": "text",
    "id": "text",
}


def impact_frame(answer: Mapping[str, Any]) -> pd.DataFrame:
    """One row for each object that is reached, the worst first; `attrs` has what holds for all of them."""
    import pandas as pd

    names = {item["node"]["id"]: name_of(item["node"]) for item in answer["affected"]}
    names[answer["root"]["id"]] = name_of(answer["root"])
    frame = frame_of((_row(item, names) for item in answer["affected"]), _COLUMNS)
    ordered = pd.CategoricalDtype(list(SEVERITIES), ordered=True)
    frame["severity"] = pd.Series(frame["severity"].astype(object), dtype=ordered, index=frame.index)
    frame.attrs.update(
        of=names[answer["root"]["id"]],
        severity=answer["severity"],
        complete=answer["complete"],
        as_of=answer["asOf"],
        cache=answer["cache"]["state"],
    )
    return frame


def name_of(node: Mapping[str, Any]) -> str:
    """What to call a node in a table: its ref, else its name."""
    return RESTRICTED if node["restricted"] else str(node["ref"] or node["name"] or node["id"])


def _row(item: Mapping[str, Any], names: Mapping[str, str]) -> dict[str, Any]:
    node = item["node"]
    return {
        **{name: node[name] for name in ("id", "kind", "source")},
        **{name: item[name] for name in ("distance", "severity", "environment")},
        "object": names[node["id"]],
        "is_live": item["isLive"],
        "owners": list(item["owners"]),
        "path": [names.get(id, RESTRICTED) for id in item["path"]],
    }
