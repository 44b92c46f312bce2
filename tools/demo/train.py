"""Trains and registers the demo's models on the MLflow server that MLFLOW_TRACKING_URI names.

Three kinds of model on data that ships with scikit-learn, each with a parent run, candidate runs,
several registered versions, aliases, and an evaluation on a named validation set. Prints one JSON
object a line: {"progress": text} while it works, {"trained": {...}} at the end.
"""

from __future__ import annotations

import argparse
import json
import warnings
from dataclasses import dataclass
from pathlib import Path
from typing import Callable

import mlflow
import numpy as np
import pandas as pd
import sklearn
from mlflow.models import infer_signature
from sklearn import datasets, metrics
from sklearn.base import BaseEstimator
from sklearn.linear_model import LogisticRegression, Ridge
from sklearn.model_selection import train_test_split
from sklearn.neural_network import MLPClassifier
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

warnings.filterwarnings("ignore")
SEED = 7
REQUIREMENTS = [f"scikit-learn=={sklearn.__version__}", f"numpy=={np.__version__}"]


@dataclass(frozen=True)
class Problem:
    """One thing to predict: where its data comes from, what to try, and how to measure it."""

    model: str
    description: str
    data: str
    load: Callable[[], "datasets.Bunch"]
    candidates: list[dict[str, float]]
    build: Callable[[dict[str, float]], BaseEstimator]
    measure: Callable[[np.ndarray, np.ndarray], dict[str, float]]
    better: str
    tags: dict[str, str]


def classification(truth: np.ndarray, guess: np.ndarray) -> dict[str, float]:
    return {
        "accuracy": metrics.accuracy_score(truth, guess),
        "f1_macro": metrics.f1_score(truth, guess, average="macro"),
    }


def regression(truth: np.ndarray, guess: np.ndarray) -> dict[str, float]:
    return {
        "r2": metrics.r2_score(truth, guess),
        "rmse": metrics.root_mean_squared_error(truth, guess),
    }


PROBLEMS = [
    Problem(
        model="tumour-classifier",
        description="Tells benign from malignant tumours by 30 measurements of cell nuclei.",
        data="breast-cancer",
        load=datasets.load_breast_cancer,
        candidates=[{"C": 0.001}, {"C": 0.1}, {"C": 1.0}],
        build=lambda p: make_pipeline(StandardScaler(), LogisticRegression(C=p["C"], max_iter=500, random_state=SEED)),
        measure=classification,
        better="accuracy",
        tags={"team": "oncology", "risk_tier": "3"},
    ),
    Problem(
        model="progression-regressor",
        description="Estimates the progression of diabetes one year after a first visit.",
        data="diabetes",
        load=datasets.load_diabetes,
        candidates=[{"alpha": 10.0}, {"alpha": 0.1}],
        build=lambda p: make_pipeline(StandardScaler(), Ridge(alpha=p["alpha"], random_state=SEED)),
        measure=regression,
        better="r2",
        tags={"team": "metabolic", "risk_tier": "2"},
    ),
    Problem(
        model="digit-reader",
        description="Reads handwritten digits from 8 by 8 pixels with a small neural network.",
        data="digits",
        load=datasets.load_digits,
        candidates=[{"hidden": 8}, {"hidden": 32}],
        build=lambda p: make_pipeline(
            StandardScaler(),
            MLPClassifier(hidden_layer_sizes=(int(p["hidden"]),), max_iter=120, random_state=SEED),
        ),
        measure=classification,
        better="accuracy",
        tags={"team": "forms", "risk_tier": "1"},
    ),
]


def progress(text: str) -> None:
    print(json.dumps({"progress": text}), flush=True)


def split(problem: Problem) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Training and validation tables; the same rows at every call."""
    bunch = problem.load()
    names = [str(name).replace(" ", "_") for name in bunch.feature_names]
    frame = pd.DataFrame(bunch.data.astype("float64"), columns=names)
    frame["target"] = bunch.target.astype("float64")
    return train_test_split(frame, test_size=0.3, random_state=SEED)


def train_candidate(problem: Problem, params: dict[str, float], train: pd.DataFrame, valid: pd.DataFrame) -> dict:
    """One child run: trains, logs and registers one version, and measures it on the validation set."""
    label = ", ".join(f"{key}={value:g}" for key, value in params.items())
    x_train, y_train = train.drop(columns="target"), train["target"]
    x_valid, y_valid = valid.drop(columns="target"), valid["target"]
    train_set = mlflow.data.from_pandas(train, name=f"{problem.data}-train", targets="target")
    valid_set = mlflow.data.from_pandas(valid, name=f"{problem.data}-validation", targets="target")
    with mlflow.start_run(run_name=label, nested=True) as run:
        mlflow.log_input(train_set, context="training")
        mlflow.log_params({**params, "random_state": SEED, "rows": len(train)})
        estimator = problem.build(params).fit(x_train, y_train)
        info = mlflow.sklearn.log_model(
            estimator,
            name="model",
            signature=infer_signature(x_train, estimator.predict(x_train)),
            pip_requirements=REQUIREMENTS,
            serialization_format="cloudpickle",
            registered_model_name=problem.model,
        )
        fitted = problem.measure(y_train, estimator.predict(x_train))
        mlflow.log_metrics({f"train_{key}": value for key, value in fitted.items()}, model_id=info.model_id)
    scores = problem.measure(y_valid, estimator.predict(x_valid))
    with mlflow.start_run(run_name=f"evaluate {label}", nested=True):
        mlflow.log_input(valid_set, context="validation", model=mlflow.entities.LoggedModelInput(info.model_id))
        mlflow.log_metrics(scores, dataset=valid_set, model_id=info.model_id)
    return {"version": str(info.registered_model_version), "run": run.info.run_id, "score": scores[problem.better]}


def train(problem: Problem) -> dict:
    """One parent run with all candidates; the best becomes `champion`, the runner-up `challenger`."""
    mlflow.set_experiment(problem.model)
    train_table, valid_table = split(problem)
    with mlflow.start_run(run_name=f"{problem.model} search", tags={"team": problem.tags["team"]}):
        made = []
        for index, params in enumerate(problem.candidates, start=1):
            progress(f"training {problem.model}, candidate {index} of {len(problem.candidates)}")
            made.append(train_candidate(problem, params, train_table, valid_table))
    client = mlflow.MlflowClient()
    client.update_registered_model(problem.model, description=problem.description)
    for key, value in problem.tags.items():
        client.set_registered_model_tag(problem.model, key, value)
    ranked = sorted(made, key=lambda item: item["score"], reverse=True)
    for alias, item in zip(("champion", "challenger"), ranked):
        client.set_registered_model_alias(problem.model, alias, item["version"])
    return {"model": problem.model, "champion": ranked[0]["version"], "versions": [m["version"] for m in made]}


def export_champion(trained: dict, folder: Path) -> None:
    """Copies the champion's files to where the model server looks for them."""
    mlflow.artifacts.download_artifacts(
        artifact_uri=f"models:/{trained['model']}@champion", dst_path=str(folder)
    )


def save_unregistered(folder: Path) -> None:
    """A model that somebody put on the server by hand: no run, no registration."""
    bunch = datasets.load_wine()
    frame = pd.DataFrame(bunch.data, columns=[str(name) for name in bunch.feature_names])
    estimator = make_pipeline(StandardScaler(), LogisticRegression(max_iter=500, random_state=SEED))
    estimator.fit(frame, bunch.target)
    mlflow.sklearn.save_model(
        estimator,
        str(folder),
        signature=infer_signature(frame, estimator.predict(frame)),
        pip_requirements=REQUIREMENTS,
        serialization_format="cloudpickle",
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--repository", type=Path, required=True, help="the model server's folder")
    options = parser.parse_args()
    trained = [train(problem) for problem in PROBLEMS]
    progress("copying the champion of tumour-classifier to the model server's folder")
    export_champion(trained[0], options.repository / "tumour-classifier" / "model")
    save_unregistered(options.repository / "wine-sorter" / "model")
    print(json.dumps({"trained": trained}), flush=True)


if __name__ == "__main__":
    main()
