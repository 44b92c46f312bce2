"""Where one object comes from and what came of it: as frames, as a picture, and to look further into."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .errors import InvalidQuestion, NotFound
from .graph import Graph, Node, graph_of
from .graph_frames import columns_frame, edges_frame, nodes_frame, sources_frame
from .lookup import node_id
from .picture.caption import Caption
from .picture.style import Theme
from .summary import caption_of

if TYPE_CHECKING:
    import pandas as pd

    from .picture.svg import Picture

FORMAT = "modelwarden.lineage/1"


@dataclass(frozen=True)
class Lineage:
    """One answer about lineage. In a notebook it shows itself as a picture; nothing here asks the gateway again.

    Attributes
    ----------
    nodes, edges : pandas.DataFrame
        One row each; the columns have the same types also when there is none.
    complete : bool
        Whether nothing is missing: no limit reached, every source answered, the moment asked about is covered.
    as_of : str
        Moment that the answer is right for.
    columns : pandas.DataFrame
        Which column came of which, where it was asked for.
    truncated : bool
        Whether a limit ended the walk, and `truncation_reason` which: NODES, EDGES, DEPTH or TIME.
    masked : tuple of str
        Places of the gateway's answer that are empty because the caller may not read them.

    Examples
    --------
    >>> g = w.lineage("models:/fraud-detector@champion")
    >>> g.nodes[g.nodes.live]
    >>> g.filter(kinds=["DATA_VERSION", "MODEL_VERSION", "ENDPOINT"]).save("champion.svg")
    """

    graph: Graph = field(repr=False)
    facts: Mapping[str, Any] = field(repr=False)
    masked: tuple[str, ...] = field(default=(), repr=False)
    steps: tuple[str, ...] = field(default=(), repr=False)

    @property
    def root(self) -> Node:
        """What was asked about."""
        return self.graph.nodes[self.graph.root]

    @property
    def complete(self) -> bool:
        return bool(self.facts.get("complete"))

    @property
    def as_of(self) -> str:
        return str(self.facts.get("asOf"))

    @property
    def truncated(self) -> bool:
        return bool(self.facts.get("truncated"))

    @property
    def truncation_reason(self) -> str | None:
        return self.facts.get("truncationReason")

    @property
    def sources(self) -> pd.DataFrame:
        """How each source contributed, and how far behind it is."""
        return sources_frame(self.facts.get("sources") or ())

    @cached_property
    def nodes(self) -> pd.DataFrame:
        """`id kind name ref source state live restricted root properties`, nearest first."""
        return nodes_frame(self.graph.nodes.values(), (self.graph.root,))

    @cached_property
    def edges(self) -> pd.DataFrame:
        """`src dst kind confidence validity observed_at valid_from valid_to`; `src` and `dst` are ids of nodes."""
        return edges_frame(self.graph.edges)

    @cached_property
    def columns(self) -> pd.DataFrame:
        """Which column came of which: `src_name src_column dst_name dst_column type subtype masking src dst`.

        Empty unless it was asked for with ``columns=True`` and somebody told, as OpenLineage clients do.
        """
        return columns_frame(self.graph)

    def filter(
        self,
        *,
        kinds: Collection[str] | None = None,
        source: str | None = None,
        where: Callable[[Node], bool] | None = None,
    ) -> Lineage:
        """Keeps what meets every condition, and the root; what hung together over the rest still does.

        An edge that stands for a way through what was left out has the kind of its last step and is as sure as its
        least sure one. Restricted nodes are of no known kind, so naming kinds leaves them out.
        """
        if isinstance(kinds, str):
            raise InvalidQuestion(f'kinds takes several kinds: write ["{kinds}"].')

        def hidden(node: Node) -> bool:
            return (
                (kinds is not None and node.kind not in kinds)
                or (source is not None and node.source != source)
                or (where is not None and not where(node))
            )

        return self._of(self.graph.without(hidden), "filtered")

    def focus(self, ref: str, hops: int = 2) -> Lineage:
        """What is within so many steps of one object, up and down. `ref` is a ref, a name or an id of a node here.

        Raises :class:`NotFound` with candidates when there is no such node.
        """
        id = node_id(self.graph, ref)
        near = {**self.graph.reach(id, down=False, hops=hops), **self.graph.reach(id, down=True, hops=hops)}
        return self._of(self.graph.only(near, root=id), f"{hops} steps around it")

    def path(self, a: str, b: str) -> Lineage:
        """Every way from one object to the other, in the direction of the arrows; the order of the two is no matter.

        Raises :class:`NotFound` when no way leads from either to the other.
        """
        start, end = node_id(self.graph, a), node_id(self.graph, b)
        for first, last in ((start, end), (end, start)):
            down = self.graph.reach(first, down=True)
            if last in down:
                between = down.keys() & self.graph.reach(last, down=False).keys()
                way = f"on the way to {self.graph.nodes[last].name or 'something restricted'}"
                return self._of(self.graph.only(between, root=first), way)
        raise NotFound(f"Neither of {a} and {b} came of the other in this graph. Ask with more depth or other kinds.")

    def svg(self, *, theme: Theme = "auto", group: bool | None = None) -> str:
        """The picture as an SVG document; the same graph gives the same text."""
        return self._picture(theme, group).text

    def show(self, *, theme: Theme = "auto", group: bool | None = None) -> Shown:
        """The picture for a notebook, with another theme, or with up to 300 nodes each by itself (`group=False`)."""
        return Shown(self, theme, group)

    def save(self, path: str | Path) -> Path:
        """Writes the graph in the form that the file's ending says: svg, html, json, csv, mmd or dot.

        `csv` has one row an edge, with what is known of both ends; `json` is read by :meth:`from_json`.
        """
        from .saving import save

        return save(self, Path(path))

    def to_networkx(self) -> Any:
        """A `networkx.MultiDiGraph`: nodes by id, edges keyed by kind, with the columns of the frames as attributes.

        Needs the extra `graph`: ``pip install 'modelwarden[graph]'``.
        """
        try:
            import networkx
        except ImportError:
            raise ImportError("networkx is not installed: pip install 'modelwarden[graph]'") from None
        result = networkx.MultiDiGraph(root=self.graph.root)
        for id, node in self.graph.nodes.items():
            result.add_node(id, **{**vars(node), "live": node.live, "state": node.state})
        for edge in self.graph.edges:
            result.add_edge(edge.src, edge.dst, key=edge.kind, **{**vars(edge), "columns": [vars(each) for each in edge.columns]})
        return result

    def to_dict(self) -> dict[str, Any]:
        """The graph as JSON holds it, in the gateway's own words."""
        from .saving import plain

        return {"format": FORMAT, "masked": list(self.masked), "steps": list(self.steps), **plain(self)}

    @classmethod
    def from_json(cls, text: str | Path | Mapping[str, Any]) -> Lineage:
        """A graph that :meth:`save` or :meth:`to_dict` made: its text, its file or the dictionary itself."""
        if isinstance(text, Path):
            text = text.read_text(encoding="utf-8")
        held = json.loads(text) if isinstance(text, str) else text
        if held.get("format") != FORMAT:
            raise InvalidQuestion(f"This is no saved lineage: its `format` would be {FORMAT!r}.")
        return lineage_of(held, tuple(held["masked"]), tuple(held["steps"]))

    def _of(self, graph: Graph, step: str) -> Lineage:
        return Lineage(graph, self.facts, self.masked, (*self.steps, step))

    @cached_property
    def _caption(self) -> Caption:
        return caption_of(self.graph, self.facts, self.steps)

    def _picture(self, theme: Theme, group: bool | None) -> Picture:
        # Drawing is loaded when something is drawn: scripts that want frames start sooner.
        from .picture.svg import paint

        return paint(self.graph, self._caption, theme=theme, group=group)

    def __len__(self) -> int:
        return len(self.graph.nodes)

    def __repr__(self) -> str:
        from .picture.tree import tree

        return tree(self.graph, self._caption)

    def _repr_mimebundle_(self, **_: object) -> dict[str, str]:
        return bundle(self, "auto", None)


@dataclass(frozen=True)
class Shown:
    """A picture with settings of its own."""

    lineage: Lineage
    theme: Theme
    group: bool | None

    def _repr_mimebundle_(self, **_: object) -> dict[str, str]:
        return bundle(self.lineage, self.theme, self.group)


def bundle(lineage: Lineage, theme: Theme, group: bool | None) -> dict[str, str]:
    """What a notebook shows: an image inside HTML, which untrusted notebooks keep, the SVG for converters, and text."""
    from .picture.html import figure

    picture = lineage._picture(theme, group)
    return {
        "text/html": figure(lineage.graph, lineage._caption, picture),
        "image/svg+xml": picture.text,
        "text/plain": repr(lineage),
    }


def lineage_of(answer: Mapping[str, Any], masked: tuple[str, ...] = (), steps: tuple[str, ...] = ()) -> Lineage:
    """The gateway's answer as a graph. Raises `ValueError` when it is none."""
    facts = {key: value for key, value in answer.items() if key not in ("root", "nodes", "edges")}
    return Lineage(graph_of(answer), facts, masked, steps)
