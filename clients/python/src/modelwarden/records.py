"""What lists hold: one small record for each object, with the fields that people look at first."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from .moments import moment_of


@dataclass(frozen=True)
class Viewer:
    """Who asks, and what they may do."""

    name: str
    kind: str
    roles: tuple[str, ...]
    teams: tuple[str, ...]
    clearance: int
    regions: tuple[str, ...]
    actions: tuple[str, ...] = field(repr=False)
    token_expires_at: datetime | None = None


@dataclass(frozen=True)
class Model:
    """A registered model."""

    ref: str
    name: str
    source: str
    description: str | None
    latest_version: str | None
    aliases: Mapping[str, str]
    tags: Mapping[str, str] = field(repr=False)
    created_at: datetime | None
    updated_at: datetime | None


@dataclass(frozen=True)
class ModelVersion:
    """One version of a registered model."""

    ref: str
    name: str
    version: str
    source: str
    status: str | None
    stage: str | None
    aliases: tuple[str, ...]
    author: str | None
    run: str | None
    description: str | None
    tags: Mapping[str, str] = field(repr=False)
    created_at: datetime | None
    trained_at: datetime | None


@dataclass(frozen=True)
class Run:
    """One execution, with its parameters, its latest metrics and its tags."""

    ref: str
    run_id: str
    name: str | None
    source: str
    experiment: str | None
    status: str | None
    user: str | None
    started_at: datetime | None
    ended_at: datetime | None
    commit: str | None
    params: Mapping[str, str] = field(repr=False)
    metrics: Mapping[str, float | None] = field(repr=False)
    tags: Mapping[str, str] = field(repr=False)


@dataclass(frozen=True)
class Found:
    """One object that a search found."""

    kind: str
    name: str
    ref: str | None
    source: str
    matched_in: tuple[str, ...]


@dataclass(frozen=True)
class Served:
    """One version that a deployment serves."""

    environment: str | None
    deployment: str
    source: str
    model: str | None
    version: str | None
    ref: str | None
    state: str | None
    match: str | None
    why: str | None
    candidates: tuple[str, ...]
    served_as: str | None


def viewer_of(item: Mapping[str, Any]) -> Viewer:
    """The caller, as the gateway tells it."""
    return Viewer(
        name=item["name"],
        kind=item["kind"],
        roles=tuple(item["roles"]),
        teams=tuple(item["teams"]),
        clearance=item["clearance"],
        regions=tuple(item["regions"]),
        actions=tuple(item["actions"]),
        token_expires_at=moment_of(item["tokenExpiresAt"]),
    )


def model_of(item: Mapping[str, Any]) -> Model:
    """One model of a list."""
    return Model(
        ref=item["ref"],
        name=item["name"],
        source=item["source"]["name"],
        description=item["description"],
        latest_version=(item["latestVersion"] or {}).get("version"),
        aliases={each["alias"]: each["version"] for each in item["aliases"] or ()},
        tags=pairs(item["tags"]),
        created_at=moment_of(item["createdAt"]),
        updated_at=moment_of(item["updatedAt"]),
    )


def version_of(item: Mapping[str, Any]) -> ModelVersion:
    """One version of a list."""
    return ModelVersion(
        ref=item["ref"],
        name=item["name"],
        version=item["version"],
        source=item["source"]["name"],
        status=item["status"],
        stage=item["stage"],
        aliases=tuple(item["aliases"] or ()),
        author=item["author"],
        run=(item["run"] or {}).get("ref"),
        description=item["description"],
        tags=pairs(item["tags"]),
        created_at=moment_of(item["createdAt"]),
        trained_at=moment_of(item["trainedAt"]),
    )


def run_of(item: Mapping[str, Any]) -> Run:
    """One run of a list."""
    return Run(
        ref=item["ref"],
        run_id=item["runId"],
        name=item["name"],
        source=item["source"]["name"],
        experiment=(item["experiment"] or {}).get("name"),
        status=item["status"],
        user=item["user"],
        started_at=moment_of(item["startedAt"]),
        ended_at=moment_of(item["endedAt"]),
        commit=item["codeCommit"],
        params=pairs(item["params"]),
        metrics=pairs(item["metrics"]),
        tags=pairs(item["tags"]),
    )


def found_of(item: Mapping[str, Any]) -> Found:
    """One result of a search."""
    return Found(
        kind=item["kind"],
        name=item["name"],
        ref=item["ref"],
        source=item["source"],
        matched_in=tuple(item["matchedIn"]),
    )


def served_of(item: Mapping[str, Any]) -> Served:
    """One row of what is live."""
    served = item["served"]
    version = item["modelVersion"] or {}
    if served is None:
        target = item["target"]
        return Served(
            environment=(item["environment"] or {}).get("name"),
            deployment=target["nativeRef"],
            source=target["source"]["name"],
            model=version.get("name"),
            version=version.get("version"),
            ref=version.get("ref"),
            state=None,
            match=None,
            why=f"since {item['since']}",
            candidates=(),
            served_as=None,
        )
    return Served(
        environment=(item["environment"] or {}).get("name"),
        deployment=served["deployment"]["ref"],
        source=served["deployment"]["source"]["name"],
        model=version.get("name"),
        version=version.get("version"),
        ref=version.get("ref"),
        state=served["state"],
        match=served["match"],
        why=served["matchReason"] or served["reason"],
        candidates=tuple(each["ref"] for each in served["candidates"]),
        served_as=served["version"],
    )


def pairs(items: Iterable[Mapping[str, Any]] | None) -> dict[str, Any]:
    """A list of keys with values, as a dictionary; empty where the tool said nothing."""
    return {item["key"]: item["value"] for item in items or ()}
