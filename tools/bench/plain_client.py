"""Counts and times the calls of a script on the plain MLflow client."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterable

import mlflow
import requests


class Counter:
    """Counts every HTTP call of this process."""

    def __init__(self) -> None:
        self.calls = 0
        send = requests.Session.send

        def counted(session: requests.Session, *args: object, **settings: object) -> requests.Response:
            self.calls += 1
            return send(session, *args, **settings)

        requests.Session.send = counted


def measure(tracking_uri: str, work: Callable[[mlflow.MlflowClient], Iterable[str]]) -> None:
    """Runs the work once and prints its time, its calls and what it found as one JSON object."""
    counter = Counter()
    client = mlflow.MlflowClient(tracking_uri=tracking_uri, registry_uri=tracking_uri)
    begin = time.perf_counter()
    nodes = sorted(work(client))
    seconds = time.perf_counter() - begin
    print(json.dumps({"seconds": seconds, "calls": counter.calls, "nodes": nodes}))
