"""Registers models in one MLflow and downloads their files.

Usage: register.py TRACKING_URI PREFIX OUT STRENGTH...

One version of PREFIX-fraud per STRENGTH, and a copy of the first as PREFIX-fraud-live. The files of version N go to
OUT/N. Prints the registered model names.
"""

import sys
from pathlib import Path

import mlflow
import mlflow.sklearn
from mlflow import MlflowClient
from sklearn.datasets import load_iris
from sklearn.linear_model import LogisticRegression

uri, prefix, out, *strengths = sys.argv[1:]
mlflow.set_tracking_uri(uri)
mlflow.set_experiment(prefix)
client = MlflowClient()
features, labels = load_iris(return_X_y=True)
name = f"{prefix}-fraud"
for number, strength in enumerate(strengths, start=1):
    model = LogisticRegression(C=float(strength), max_iter=500).fit(features, labels)
    with mlflow.start_run():
        info = mlflow.sklearn.log_model(
            model,
            name="model",
            serialization_format="cloudpickle",
            pip_requirements=["scikit-learn"],
            registered_model_name=name,
        )
    mlflow.artifacts.download_artifacts(info.model_uri, dst_path=str(Path(out) / str(number)))
client.copy_model_version(f"models:/{name}/1", f"{name}-live")
print(name)
