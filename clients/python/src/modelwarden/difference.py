"""In what two lineages differ: as frames and as one picture."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .frames import Type, frame_of
from .graph import Edge, Graph, Node, edge_of, node_of
from .graph_frames import edges_frame, nodes_frame, sources_frame
from .impact import RESTRICTED
from .moments import moment_of
from .picture.caption import Caption
from .picture.names import changed_name, short_name
from .picture.style import Theme
from .picture.words import clean, count_of
from .summary import gaps_of, moment_words, source_words

if TYPE_CHECKING:
    import pandas as pd

    from .picture.cards import Mark
    from .picture.svg import Picture

_CHANGED: Mapping[str, Type] = {
    "kind": "text",
    "before": "text",
    "after": "text",
    "fields": "object",
    "before_id": "text",
    "after_id": "text",
}
LISTED_MAX = 15


@dataclass(frozen=True)
class Change:
    """Two nodes that play the same part in two lineages: two versions of one data set, or one run with other facts."""

    before: Node
    after: Node
    fields: tuple[str, ...]


@dataclass(frozen=True)
class LineageDiff:
    """In what the lineage of `b` differs from that of `a`. In a notebook it shows itself as a picture of `b`'s lineage,
    with what was added, removed and changed marked; nothing here asks the gateway again.

    Attributes
    ----------
    added, removed : pandas.DataFrame
        Nodes that only the second, and only the first, has; columns as of :attr:`Lineage.nodes`.
    changed : pandas.DataFrame
        Nodes with the same part in both that are not the same: `kind before after fields before_id after_id`.
    added_edges, removed_edges : pandas.DataFrame
        Columns as of :attr:`Lineage.edges`; nodes with the same part count as one.
    unchanged : int
        How many nodes both have alike.
    complete : bool
        Whether nothing is missing from either. Where something is, a difference may be that.

    Examples
    --------
    >>> d = w.diff_lineage("models:/fraud-detector/6", "models:/fraud-detector/7")
    >>> d.changed[["kind", "before", "after"]]
    >>> w.diff_lineage("models:/fraud-detector@champion", a_at="2026-03-01", b_at="2026-04-01")
    """

    a: Node
    b: Node
    changes: tuple[Change, ...] = field(repr=False)
    nodes_added: tuple[Node, ...] = field(repr=False)
    nodes_removed: tuple[Node, ...] = field(repr=False)
    steps_added: tuple[Edge, ...] = field(repr=False)
    steps_removed: tuple[Edge, ...] = field(repr=False)
    around: Graph = field(repr=False)
    facts: Mapping[str, Any] = field(repr=False)

    @property
    def unchanged(self) -> int:
        return int(self.facts["unchanged"])

    @property
    def complete(self) -> bool:
        return bool(self.facts["complete"])

    @property
    def truncated(self) -> bool:
        return bool(self.facts["truncated"])

    @property
    def truncation_reason(self) -> str | None:
        return self.facts.get("truncationReason")

    @property
    def as_of(self) -> str:
        return str(self.facts["asOf"])

    @property
    def sources(self) -> pd.DataFrame:
        """How each source contributed, and how far behind it is."""
        return sources_frame(self.facts.get("sources") or ())

    @cached_property
    def added(self) -> pd.DataFrame:
        return nodes_frame(self.nodes_added, (self.b.id,))

    @cached_property
    def removed(self) -> pd.DataFrame:
        return nodes_frame(self.nodes_removed, (self.a.id,))

    @cached_property
    def changed(self) -> pd.DataFrame:
        return frame_of((_changed_row(change) for change in self.changes), _CHANGED)

    @cached_property
    def added_edges(self) -> pd.DataFrame:
        return edges_frame(self.steps_added)

    @cached_property
    def removed_edges(self) -> pd.DataFrame:
        return edges_frame(self.steps_removed)

    def svg(self, *, theme: Theme = "auto", group: bool | None = None) -> str:
        """The picture as an SVG document; the same difference gives the same text."""
        return self._picture(theme, group).text

    def save(self, path: str | Path) -> Path:
        """Writes the picture: svg or html, by the file's ending."""
        from .picture.html import page
        from .saving import write

        return write(
            Path(path),
            {".svg": self.svg, ".html": lambda: page(self._graph, self._caption, self._picture("auto", None))},
        )

    def __bool__(self) -> bool:
        """Whether there is any difference."""
        return bool(self.changes or self.nodes_added or self.nodes_removed or self.steps_added or self.steps_removed)

    def __repr__(self) -> str:
        warning = [f"! {clean(self._caption.warning)}"] if self._caption.warning else []
        return "\n".join([clean(self._caption.title), clean(self._caption.facts), *warning, *self._listed()])

    def _repr_mimebundle_(self, **_: object) -> dict[str, str]:
        from .picture.html import figure

        picture = self._picture("auto", None)
        html = figure(self._graph, self._caption, picture)
        return {"text/html": html, "image/svg+xml": picture.text, "text/plain": repr(self)}

    def _picture(self, theme: Theme, group: bool | None) -> Picture:
        from .picture.svg import paint

        return paint(self._graph, self._caption, theme=theme, group=group, marks=self._marks)

    def _listed(self) -> Sequence[str]:
        lines = [f"+ {_line(node)}" for node in self.nodes_added]
        lines += [f"- {_line(node)}" for node in self.nodes_removed]
        lines += [f"~ {_line(_as_changed(change))}" for change in self.changes]
        more = len(lines) - LISTED_MAX
        return [*lines[:LISTED_MAX], f"... and {more:,} more: see .added, .removed and .changed"] if more > 0 else lines

    @cached_property
    def _marks(self) -> Mapping[str, Mark]:
        marks: dict[str, Mark] = {node.id: "removed" for node in self.nodes_removed}
        marks.update({node.id: "added" for node in self.nodes_added})
        marks.update({change.after.id: "changed" for change in self.changes})
        return marks

    @cached_property
    def _graph(self) -> Graph:
        """The second lineage, with what changed under both names, and what only the first has."""
        nodes = dict(self.around.nodes)
        for node in (self.b, *self.nodes_added, *self.nodes_removed):
            nodes.setdefault(node.id, node)
        nodes.update({change.after.id: _as_changed(change) for change in self.changes})
        renamed = {change.before.id: change.after.id for change in self.changes}
        gone = (
            replace(
                edge,
                src=renamed.get(edge.src, edge.src),
                dst=renamed.get(edge.dst, edge.dst),
                # Drawn as what holds no more, whenever it ended.
                valid_to=edge.valid_to or moment_of(self.facts["asOf"]),
            )
            for edge in self.steps_removed
        )
        every = dict.fromkeys([*self.around.edges, *self.steps_added, *gone])
        return Graph(self.b.id, nodes, tuple(edge for edge in every if edge.src in nodes and edge.dst in nodes))

    @cached_property
    def _caption(self) -> Caption:
        before, after = (short_name(node) or RESTRICTED for node in (self.a, self.b))
        facts = [
            f"{len(self.nodes_added):,} added",
            f"{len(self.nodes_removed):,} removed",
            f"{len(self.changes):,} changed",
            f"{self.unchanged:,} alike",
            count_of(len(self.steps_added) + len(self.steps_removed), "step differs", "steps differ"),
            *moment_words(self.facts),
            *source_words(self.facts),
        ]
        title = f"Lineage of {after} against {before}" if before != after else f"Lineage of {after} at two moments"
        return Caption(title, " · ".join(facts), "; ".join(gaps_of(self.facts)) or None)


def diff_of(answer: Mapping[str, Any], around: Mapping[str, Any] | None) -> LineageDiff:
    """The gateway's answer as a value; `around` is the second lineage, which may be missing."""
    changes = tuple(
        Change(node_of(each["before"]), node_of(each["after"]), tuple(each["fields"])) for each in answer["changed"]
    )
    lists = ("added", "removed", "changed", "addedEdges", "removedEdges", "a", "b")
    held = around or {"nodes": [], "edges": []}
    nodes = {item["id"]: node_of(item) for item in held["nodes"]}
    return LineageDiff(
        a=node_of(answer["a"]),
        b=node_of(answer["b"]),
        changes=changes,
        nodes_added=tuple(map(node_of, answer["added"])),
        nodes_removed=tuple(map(node_of, answer["removed"])),
        steps_added=tuple(map(edge_of, answer["addedEdges"])),
        steps_removed=tuple(map(edge_of, answer["removedEdges"])),
        around=Graph(answer["b"]["id"], nodes, tuple(map(edge_of, held["edges"]))),
        facts={key: value for key, value in answer.items() if key not in lists},
    )


def _changed_row(change: Change) -> dict[str, Any]:
    before, after = change.before, change.after
    return {
        "kind": after.kind,
        "before": before.ref or before.name,
        "after": after.ref or after.name,
        "fields": list(change.fields),
        "before_id": before.id,
        "after_id": after.id,
    }


def _as_changed(change: Change) -> Node:
    """The later node, under both names where they differ."""
    before, after = (short_name(node) for node in (change.before, change.after))
    if before == after or before is None or after is None:
        return change.after
    return replace(change.after, name=changed_name(before, after))


def _line(node: Node) -> str:
    return RESTRICTED if node.restricted else f"{clean(node.kind or '').lower().replace('_', ' ')} {short_name(node) or ''}"
