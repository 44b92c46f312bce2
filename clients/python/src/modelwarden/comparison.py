"""Runs or versions side by side, as one frame."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from .frames import frame_of

if TYPE_CHECKING:
    import pandas as pd

SECTIONS = ("params", "metrics", "datasets", "code", "environment", "signature", "tags")


def comparison_frame(answer: Mapping[str, Any]) -> pd.DataFrame:
    """One row a thing, one column for each of what is compared, all as the text that the tools hold.

    The index is (section, key); a metric's key names the data it was measured on, where a tool tells. `differs` comes
    first. Two columns of the same ref are told apart by `#2`, `#3`.
    """
    import pandas as pd

    names = _distinct([each["ref"] for each in answer["compared"]])
    rows = [
        {"section": section, "key": _key(item), "differs": item["differs"], **dict(zip(names, item["values"]))}
        for section in SECTIONS
        for item in answer.get(section) or ()
    ]
    frame = frame_of(rows, {"section": "text", "key": "text", "differs": "flag", **{name: "text" for name in names}})
    frame.index = pd.MultiIndex.from_frame(frame[["section", "key"]])
    urls = [url for url in answer["codeChangeUrls"] if url is not None]
    compared = frame[["differs", *names]]
    if urls:
        compared.attrs["code_change_urls"] = urls
    return compared


def _key(item: Mapping[str, Any]) -> str:
    name, digest = item.get("datasetName"), item.get("datasetDigest")
    if name is None and digest is None:
        return str(item["key"])
    return f"{item['key']} on {name or ''}{'' if digest is None else '@' + digest}"


def _distinct(refs: Sequence[str]) -> list[str]:
    seen: dict[str, int] = {}
    names = []
    for ref in refs:
        seen[ref] = seen.get(ref, 0) + 1
        names.append(ref if seen[ref] == 1 else f"{ref} #{seen[ref]}")
    return names
