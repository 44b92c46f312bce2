"""How each kind of node is called and drawn."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from .words import clean


@dataclass(frozen=True)
class Look:
    """The words for one and for many, the class of its colours, and the strokes of its icon in a square of 16."""

    one: str
    many: str
    tone: str
    icon: str


_CYLINDER = "M3 4c0-1.2 2.2-2 5-2s5 .8 5 2v8c0 1.2-2.2 2-5 2s-5-.8-5-2zM3 4c0 1.2 2.2 2 5 2s5-.8 5-2"
_CODE = "M5.5 4 2 8l3.5 4M10.5 4 14 8l-3.5 4"
_PLAY = "M4.5 2.8v10.4L13 8z"
_CHART = "M2.5 13.5h11M4.5 11V8M8 11V3.5M11.5 11V6"
_CUBE = "M8 1.8 13.5 5v6L8 14.2 2.5 11V5zM2.5 5 8 8.2 13.5 5M8 8.2v6"
_FILE = "M4 1.8h5l3 3v9.4H4zM9 1.8v3h3"
_LOCKFILE = "M4 1.8h5l3 3v9.4H4zM6 8h4M6 10.5h4"
_SERVER = "M2.5 3h11v4h-11zM2.5 9h11v4h-11zM5 5h.1M5 11h.1"
_GLOBE = "M8 1.8a6.2 6.2 0 1 0 0 12.4A6.2 6.2 0 1 0 8 1.8M1.8 8h12.4M8 1.8c-4 4-4 8.4 0 12.4M8 1.8c4 4 4 8.4 0 12.4"
_PERSON = "M8 2a2.7 2.7 0 1 0 0 5.4A2.7 2.7 0 1 0 8 2M2.8 14c0-6 10.4-6 10.4 0"
_CHECK = "M2.5 8.5 6.5 12.5 13.5 4"
_LOCK = "M4 7.5h8v6H4zM5.5 7.5V5.2c0-3.4 5-3.4 5 0v2.3"

LOOKS: Mapping[str, Look] = {
    "DATASET": Look("dataset", "datasets", "data", _CYLINDER),
    "DATA_VERSION": Look("data version", "data versions", "data", _CYLINDER),
    "CODE": Look("code", "commits", "code", _CODE),
    "ENVIRONMENT_LOCK": Look("environment", "environments", "code", _LOCKFILE),
    "JOB": Look("job", "jobs", "run", _PLAY),
    "RUN": Look("run", "runs", "run", _PLAY),
    "EVALUATION": Look("evaluation", "evaluations", "eval", _CHART),
    "MODEL": Look("model", "models", "model", _CUBE),
    "MODEL_VERSION": Look("model version", "model versions", "model", _CUBE),
    "ARTIFACT": Look("files", "sets of files", "code", _FILE),
    "DEPLOYMENT": Look("deployment", "deployments", "live", _SERVER),
    "ENDPOINT": Look("endpoint", "endpoints", "live", _GLOBE),
    "CONSUMER": Look("consumer", "consumers", "live", _PERSON),
    "APPROVAL": Look("approval", "approvals", "eval", _CHECK),
}

# What comes before what in the usual course of things.
STAGES: Mapping[str, int] = {
    "DATASET": 0,
    "DATA_VERSION": 0,
    "JOB": 0,
    "CODE": 0,
    "ENVIRONMENT_LOCK": 0,
    "RUN": 1,
    "EVALUATION": 1,
    "ARTIFACT": 2,
    "MODEL_VERSION": 2,
    "MODEL": 2,
    "APPROVAL": 3,
    "DEPLOYMENT": 4,
    "ENDPOINT": 5,
    "CONSUMER": 6,
}

RESTRICTED = Look("restricted", "restricted", "shut", _LOCK)


def look_of(kind: str | None, *, restricted: bool = False) -> Look:
    """The look of a kind; one that this client does not know yet is shown under its own name."""
    if restricted or kind is None:
        return RESTRICTED
    words = clean(kind).lower().replace("_", " ")
    return LOOKS.get(kind) or Look(words, f"{words}s", "code", _FILE)
