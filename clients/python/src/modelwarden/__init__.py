"""Lineage, runs and live models from a Modelwarden gateway, as data frames and pictures.

>>> from modelwarden import Warden
>>> w = Warden()                                        # MODELWARDEN_URL and MODELWARDEN_TOKEN
>>> w.lineage("models:/fraud-detector@champion")        # a picture, in a notebook
"""

__version__ = "0.1.0"

from .difference import LineageDiff
from .errors import (
    AmbiguousRef,
    AuthError,
    GatewayFault,
    Incomplete,
    InvalidQuestion,
    MaskedFieldsWarning,
    NotAllowed,
    NotFound,
    PartialAnswerWarning,
    RateLimited,
    SourceUnavailable,
    TimedOut,
    Unreachable,
    WardenError,
)
from .lineage import Lineage
from .page import Page
from .recipe import Recipe
from .records import Found, Model, ModelVersion, Run, Viewer
from .warden import Warden

__all__ = [
    "AmbiguousRef",
    "AuthError",
    "Found",
    "GatewayFault",
    "Incomplete",
    "InvalidQuestion",
    "Lineage",
    "LineageDiff",
    "MaskedFieldsWarning",
    "Model",
    "ModelVersion",
    "NotAllowed",
    "NotFound",
    "Page",
    "PartialAnswerWarning",
    "RateLimited",
    "Recipe",
    "Run",
    "SourceUnavailable",
    "TimedOut",
    "Unreachable",
    "Viewer",
    "Warden",
    "WardenError",
]
