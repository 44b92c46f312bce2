"""Walks one model's lineage with the plain MLflow client, as a notebook would.

Usage: lineage.py TRACKING_URI MODEL [--ancestry]

Versions, the run behind each, its parents and the data it read; unless --ancestry is given also every run that read
the same data, and what those runs were registered as.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator

from mlflow import MlflowClient
from mlflow.entities import Run
from plain_client import measure

PAGE = 1000


def parents(client: MlflowClient, run: Run) -> Iterator[Run]:
    while "mlflow.parentRunId" in run.data.tags:
        run = client.get_run(run.data.tags["mlflow.parentRunId"])
        yield run


def readers(client: MlflowClient, experiments: list[str], digest: str) -> Iterator[Run]:
    token = None
    while True:
        page = client.search_runs(experiments, f"dataset.digest = '{digest}'", max_results=PAGE, page_token=token)
        yield from page
        token = page.token
        if not token:
            return


def siblings(client: MlflowClient, experiments: list[str], digest: str) -> Iterator[str]:
    for sibling in readers(client, experiments, digest):
        yield f"runs:/{sibling.info.run_id}"
        for made in client.search_model_versions(f"run_id = '{sibling.info.run_id}'"):
            yield f"models:/{made.name}/{made.version}"


def lineage(client: MlflowClient, model: str, with_siblings: bool) -> set[str]:
    experiments = [experiment.experiment_id for experiment in client.search_experiments(max_results=PAGE)]
    nodes = {f"models:/{model}"}
    for version in client.search_model_versions(f"name = '{model}'"):
        nodes.add(f"models:/{model}/{version.version}")
        run = client.get_run(version.run_id)
        nodes |= {f"runs:/{one.info.run_id}" for one in [run, *parents(client, run)]}
        for used in run.inputs.dataset_inputs:
            data = f"dataset:{used.dataset.name}@{used.dataset.digest}"
            if with_siblings and data not in nodes:
                nodes |= set(siblings(client, experiments, used.dataset.digest))
            nodes.add(data)
    return nodes


if __name__ == "__main__":
    measure(sys.argv[1], lambda client: lineage(client, sys.argv[2], "--ancestry" not in sys.argv))
