"""Reads a page of a model catalogue with the plain MLflow client: 100 models with aliases, versions, runs, metrics.

Usage: catalogue.py TRACKING_URI
"""

from __future__ import annotations

import sys
from collections.abc import Iterator

from mlflow import MlflowClient
from plain_client import measure


def catalogue(client: MlflowClient) -> Iterator[str]:
    for model in client.search_registered_models(max_results=100, order_by=["name"]):
        yield f"models:/{model.name} {sorted(model.aliases)}"
        for version in client.search_model_versions(f"name = '{model.name}'", max_results=10):
            run = client.get_run(version.run_id)
            yield f"models:/{model.name}/{version.version} {sorted(run.data.metrics)}"


if __name__ == "__main__":
    measure(sys.argv[1], catalogue)
