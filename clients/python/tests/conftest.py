"""The running gateways that these tests ask. `test/clients/python.test.ts` starts them and names their addresses."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from modelwarden import Lineage, Warden

World = Mapping[str, Mapping[str, str]]


@pytest.fixture(scope="session")
def world() -> World:
    held: World = json.loads(Path(os.environ["MODELWARDEN_TEST_WORLD"]).read_text(encoding="utf-8"))
    return held


@pytest.fixture(autouse=True)
def no_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("MODELWARDEN_URL", "MODELWARDEN_TOKEN", "MODELWARDEN_TOKEN_FILE"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture(scope="session")
def warden(world: World) -> Warden:
    """The demo's administrator, who sees everything."""
    return Warden(world["demo"]["url"], world["demo"]["admin"])


@pytest.fixture(scope="session")
def analyst(world: World) -> Warden:
    """The demo's viewer of one team."""
    return Warden(world["demo"]["url"], world["demo"]["analyst"])


@pytest.fixture(scope="session")
def champion(warden: Warden) -> Lineage:
    return warden.lineage("models:/tumour-classifier@champion")


@pytest.fixture
def make() -> Callable[..., Lineage]:
    return lineage_from


def lineage_from(
    arrows: str, root: str = "a", nodes: Mapping[str, Mapping[str, Any]] | None = None, **facts: Any
) -> Lineage:
    """A graph of arrows such as `a>b b>c`; what `nodes` says of one, it has in place of the usual."""
    pairs = [arrow.split(">") for arrow in arrows.split()]
    ids = list(dict.fromkeys([root, *(id for pair in pairs for id in pair), *(nodes or {})]))
    usual = {"kind": "RUN", "ref": None, "source": "tracking", "properties": {}, "restricted": False}
    return Lineage.from_json(
        {
            "format": "modelwarden.lineage/1",
            "masked": [],
            "steps": [],
            "root": {"id": root},
            "nodes": [{**usual, "id": id, "name": id, **(nodes or {}).get(id, {})} for id in ids],
            "edges": [
                {"from": start, "to": end, "kind": "PRODUCED", "confidence": "OBSERVED", "observedAt": None}
                for start, end in pairs
            ],
            "complete": True,
            "asOf": "2026-03-03T12:00:00.000Z",
            **facts,
        }
    )
