"""Saves models that answer one number each, as MLflow model folders with an example: OUT/NUMBER for each NUMBER.

Usage: constants.py OUT NUMBER...
"""

import sys
from pathlib import Path

import mlflow.sklearn
import numpy as np
from sklearn.dummy import DummyRegressor

out, *numbers = sys.argv[1:]
features = np.zeros((2, 3))
for number in numbers:
    model = DummyRegressor(strategy="constant", constant=float(number)).fit(features, [0.0, 0.0])
    mlflow.sklearn.save_model(
        model,
        Path(out) / number,
        serialization_format="cloudpickle",
        pip_requirements=["scikit-learn"],
        input_example=features[:1],
    )
    print(number)
