"""Saves three small models of the same kind as MLflow model folders: fraud-1, fraud-2 and churn-1 below the given folder."""

import sys
from pathlib import Path

import mlflow.sklearn
from sklearn.datasets import load_iris
from sklearn.linear_model import LogisticRegression

out = Path(sys.argv[1])
features, labels = load_iris(return_X_y=True)
for name, strength in (("fraud-1", 1.0), ("fraud-2", 0.1), ("churn-1", 10.0)):
    model = LogisticRegression(C=strength, max_iter=500).fit(features, labels)
    mlflow.sklearn.save_model(model, out / name, serialization_format="cloudpickle", pip_requirements=["scikit-learn"])
    print(name)
