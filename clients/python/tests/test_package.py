"""What installing and importing the package brings along."""

from __future__ import annotations

import subprocess
import sys
import zlib
from importlib.metadata import requires
from pathlib import Path

import pytest

import modelwarden


def test_two_dependencies_and_an_extra_for_graphs() -> None:
    needed = requires("modelwarden") or []
    assert sorted(each.split(" ")[0].split(">")[0] for each in needed if "extra" not in each) == ["pandas", "requests"]
    assert [each for each in needed if "extra" in each][0].startswith("networkx")


def test_importing_and_making_a_client_loads_nothing_that_is_not_needed_yet() -> None:
    code = (
        "import sys, modelwarden; w = modelwarden.Warden('http://127.0.0.1:1', 'mw_x'); "
        "print(sorted({'pandas', 'requests', 'numpy', 'networkx', 'modelwarden.picture.svg'} & set(sys.modules)))"
    )
    printed = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert printed.strip() == "[]"


def test_the_package_is_small_and_says_that_it_is_typed() -> None:
    folder = Path(modelwarden.__file__).parent
    assert (folder / "py.typed").exists()
    assert sum(len(zlib.compress(file.read_bytes())) for file in folder.rglob("*.py")) < 70_000


def test_networkx_is_named_where_it_is_missing(make: object, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "networkx", None)
    with pytest.raises(ImportError, match=r"pip install 'modelwarden\[graph\]'"):
        make("a>b").to_networkx()  # type: ignore[operator]
