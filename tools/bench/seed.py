"""Fills an MLflow database quickly, by SQL, with what a team of some years has.

Usage: seed.py DATABASE.db --runs 20000 --models 200 --versions 10 --datasets 400

The database must exist with its schema (`mlflow db upgrade sqlite:///DATABASE.db`). Every row depends on
its number only, so two calls make the same content. Prints one JSON object about what was made.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import random
import sqlite3
from pathlib import Path

START = 1_700_000_000_000
HOUR = 3_600_000
WORKSPACE = "default"
EXPERIMENTS = 25
ALGORITHMS = ["ridge", "forest", "boosting", "network", "svm"]


def identifier(kind: str, number: int) -> str:
    return hashlib.md5(f"{kind}-{number}".encode()).hexdigest()


def digest(number: int) -> str:
    return identifier("digest", number)[:8]


def commit(number: int) -> str:
    return hashlib.sha1(f"commit-{number}".encode()).hexdigest()


def home(run: int) -> int:
    """The experiment of a run; its parent, at most four runs before it, is in the same one."""
    return 1 + run // 5 % EXPERIMENTS


def schema(number: int) -> str:
    columns = [{"type": "double", "name": f"feature_{i}", "required": True} for i in range(10 + number % 20)]
    return json.dumps({"mlflow_colspec": columns})


def fill_experiments(db: sqlite3.Connection) -> None:
    rows = [
        (i, f"experiment-{i:02d}", f"mlflow-artifacts:/{i}", "active", START, START, WORKSPACE)
        for i in range(1, EXPERIMENTS + 1)
    ]
    db.executemany("INSERT INTO experiments VALUES (?,?,?,?,?,?,?)", rows)


def fill_datasets(db: sqlite3.Connection, count: int) -> None:
    rows = []
    for number in range(count):
        for experiment in (1 + number % EXPERIMENTS, 1 + (number + 7) % EXPERIMENTS):
            rows.append(
                (
                    identifier(f"dataset-{experiment}", number),
                    experiment,
                    f"table-{number // 4:03d}",
                    digest(number),
                    "s3",
                    json.dumps({"uri": f"s3://lake/table-{number // 4:03d}/{digest(number)}"}),
                    schema(number),
                    json.dumps({"num_rows": 1000 + number}),
                )
            )
    db.executemany("INSERT OR IGNORE INTO datasets VALUES (?,?,?,?,?,?,?,?)", rows)


def fill_runs(db: sqlite3.Connection, count: int, datasets: int, chance: random.Random) -> None:
    runs, tags, params, latest, history, inputs, input_tags = [], [], [], [], [], [], []
    for number in range(count):
        run, experiment, begin = identifier("run", number), home(number), START + number * HOUR // 20
        runs.append(
            (run, f"run-{number:05d}", "LOCAL", "train.py", "", f"user-{number % 12}", "FINISHED", begin,
             begin + HOUR, "", "active", f"mlflow-artifacts:/{experiment}/{run}/artifacts", experiment, None)
        )
        parent = identifier("run", number - number % 5)
        tags += [
            ("mlflow.runName", f"run-{number:05d}", run),
            ("mlflow.user", f"user-{number % 12}", run),
            ("mlflow.source.name", "train.py", run),
            ("mlflow.source.git.commit", commit(number // 50), run),
            ("team", f"team-{number % 8}", run),
        ]
        if number % 5:
            tags.append(("mlflow.parentRunId", parent, run))
        params += [
            ("algorithm", ALGORITHMS[number % 5], run),
            ("learning_rate", f"{10 ** -(1 + number % 4):g}", run),
            ("depth", str(number % 12), run),
            ("seed", str(number), run),
        ]
        for key in ("accuracy", "auc", "loss"):
            value = chance.random()
            latest.append((key, value, begin + HOUR, 2, 0, run))
            history += [(key, value * (step + 1) / 3, begin + step, run, step, 0) for step in range(3)]
        for slot, context in enumerate(("training", "validation")):
            data = (number * 2 + slot) % datasets
            link = identifier(f"input-{slot}", number)
            inputs.append((link, "DATASET", identifier(f"dataset-{1 + data % EXPERIMENTS}", data), "RUN", run, 0))
            input_tags.append((link, "mlflow.data.context", context))
    db.executemany("INSERT INTO runs VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?)", runs)
    db.executemany("INSERT INTO tags VALUES (?,?,?)", tags)
    db.executemany("INSERT INTO params VALUES (?,?,?)", params)
    db.executemany("INSERT INTO latest_metrics VALUES (?,?,?,?,?,?)", latest)
    db.executemany("INSERT INTO metrics VALUES (?,?,?,?,?,?)", history)
    db.executemany("INSERT INTO inputs VALUES (?,?,?,?,?,?)", inputs)
    db.executemany("INSERT INTO input_tags VALUES (?,?,?)", input_tags)


def fill_registry(db: sqlite3.Connection, models: int, versions: int, runs: int) -> None:
    registered, made, version_tags, model_tags, aliases = [], [], [], [], []
    for number in range(models):
        name, begin = f"model-{number:03d}", START + number * HOUR
        registered.append((name, begin, begin + versions * HOUR, f"Model number {number}", WORKSPACE))
        model_tags.append(("team", f"team-{number % 8}", name, WORKSPACE))
        for version in range(1, versions + 1):
            source = (number * versions + version) * 7 % runs
            run, experiment = identifier("run", source), home(source)
            files = f"mlflow-artifacts:/{experiment}/{run}/artifacts/model"
            made.append(
                (name, version, begin + version * HOUR, begin + version * HOUR, "", None, "None",
                 files, run, "READY", None, None, files, WORKSPACE)
            )
            version_tags.append(("stage", "candidate", name, version, WORKSPACE))
        aliases += [("champion", versions, name, WORKSPACE), ("challenger", max(1, versions - 1), name, WORKSPACE)]
    db.executemany("INSERT INTO registered_models VALUES (?,?,?,?,?)", registered)
    db.executemany("INSERT INTO model_versions VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?)", made)
    db.executemany("INSERT INTO model_version_tags VALUES (?,?,?,?,?)", version_tags)
    db.executemany("INSERT INTO registered_model_tags VALUES (?,?,?,?)", model_tags)
    db.executemany("INSERT INTO registered_model_aliases VALUES (?,?,?,?)", aliases)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("database", type=Path)
    parser.add_argument("--runs", type=int, default=20_000)
    parser.add_argument("--models", type=int, default=200)
    parser.add_argument("--versions", type=int, default=10)
    parser.add_argument("--datasets", type=int, default=400)
    options = parser.parse_args()
    with sqlite3.connect(options.database) as db:
        db.execute("PRAGMA synchronous=OFF")
        fill_experiments(db)
        fill_datasets(db, options.datasets)
        fill_runs(db, options.runs, options.datasets, random.Random(7))
        fill_registry(db, options.models, options.versions, options.runs)
    print(json.dumps({"runs": options.runs, "versions": options.models * options.versions}))


if __name__ == "__main__":
    main()
