"""The example notebook, run in Jupyter's own kernel, and what of it an untrusted notebook shows."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ElementTree
from base64 import b64decode
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbclient import NotebookClient

from modelwarden import Warden

EXAMPLE = Path(__file__).parents[4] / "examples" / "lineage.ipynb"

# What JupyterLab keeps of HTML in a notebook that is not trusted, as far as it is used here:
# packages/apputils/src/sanitizer.ts. Its SVG renderer is not used there at all (rendermime/src/factories.ts).
KEPT = {
    "figure": {"style"},
    "div": {"style"},
    "img": {"alt", "style", "src"},
    "details": set(),
    "summary": set(),
    "table": set(),
    "thead": set(),
    "tbody": set(),
    "tr": set(),
    "th": set(),
    "td": {"colspan"},
    "em": set(),
    "p": set(),
}
LENGTH = r"(0|[0-9]+px|[0-9]+%)"
KEPT_STYLES = {
    "margin": LENGTH,
    "overflow": "auto",
    "max-height": LENGTH,
    "width": LENGTH,
    "max-width": LENGTH,
    "min-width": LENGTH,
    "height": "auto",
}


class Sanitized(HTMLParser):
    """What is left, and what was dropped."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.dropped: list[str] = []
        self.images: list[dict[str, str]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        if tag not in KEPT:
            self.dropped.append(tag)
            return
        for name, value in attributes:
            if name not in KEPT[tag]:
                self.dropped.append(f"{tag} {name}")
            if name == "style":
                self._styles(value or "")
        if tag == "img":
            self.images.append({name: value or "" for name, value in attributes})

    def _styles(self, text: str) -> None:
        for rule in text.split(";"):
            name, value = (part.strip() for part in rule.split(":"))
            if not re.fullmatch(KEPT_STYLES.get(name, "(?!)"), value):
                self.dropped.append(rule)


@pytest.fixture(scope="module")
def executed(world: Any, tmp_path_factory: pytest.TempPathFactory) -> Any:
    """The notebook after every cell has run."""
    import os

    notebook = nbformat.read(EXAMPLE, as_version=4)
    nbformat.validate(notebook)
    surroundings = {
        **os.environ,
        "MODELWARDEN_URL": world["demo"]["url"],
        "MODELWARDEN_TOKEN": world["demo"]["admin"],
        "IPYTHONDIR": str(tmp_path_factory.mktemp("ipython")),
        "JUPYTER_RUNTIME_DIR": str(tmp_path_factory.mktemp("runtime")),
    }
    folder = tmp_path_factory.mktemp("work")
    client = NotebookClient(notebook, timeout=300, startup_timeout=300, resources={"metadata": {"path": str(folder)}})
    client.execute(env=surroundings)
    assert {file.name for file in folder.iterdir()} == {"champion.svg", "champion.html", "champion.csv"}
    return notebook


def outputs(notebook: Any, cell: str) -> list[dict[str, Any]]:
    found = next(each for each in notebook.cells if each.id == cell)
    return [dict(output["data"]) for output in found.outputs if "data" in output]


def test_every_cell_runs_without_error_or_warning(executed: Any) -> None:
    kinds = [output["output_type"] for cell in executed.cells for output in cell.get("outputs", [])]
    assert set(kinds) == {"execute_result"}
    assert len(kinds) >= 10


@pytest.mark.parametrize("cell", ["ask", "path", "filter", "down", "differ", "past"])
def test_an_untrusted_notebook_shows_the_same_picture(executed: Any, cell: str) -> None:
    (data,) = outputs(executed, cell)
    assert set(data) == {"text/html", "image/svg+xml", "text/plain"}
    shown = Sanitized(data["text/html"])
    assert shown.dropped == []
    (image,) = shown.images
    assert image["alt"].startswith("Lineage of ")
    kind, _, encoded = image["src"].partition(",")
    assert kind == "data:image/svg+xml;base64"
    assert b64decode(encoded).decode() == data["image/svg+xml"]
    assert ElementTree.fromstring(data["image/svg+xml"]).tag.endswith("svg")


def test_no_output_needs_scripts_or_another_host_and_all_stay_small(executed: Any) -> None:
    for cell in executed.cells:
        for output in cell.get("outputs", []):
            html = output["data"].get("text/html", "")
            assert "<script" not in html and "javascript" not in output["data"]
            assert not re.search(r"(src|href)=.https?:", html)
            assert len(html) < 100_000


def test_the_saved_notebook_holds_no_token(executed: Any, world: Any) -> None:
    written = nbformat.writes(executed)
    assert not any(world["demo"][name] in written for name in ("admin", "analyst", "auditor"))


def test_the_committed_notebook_holds_no_outputs() -> None:
    assert all(not cell.get("outputs") for cell in nbformat.read(EXAMPLE, as_version=4).cells)


def test_networkx_gets_the_whole_graph(warden: Warden) -> None:
    lineage = warden.lineage("models:/tumour-classifier@champion", max_nodes=100)
    graph = lineage.to_networkx()
    assert graph.number_of_nodes() == len(lineage) and graph.number_of_edges() == len(lineage.edges)
    assert graph.nodes[graph.graph["root"]]["kind"] == "MODEL_VERSION"
