"""What a node, or a stack of nodes, is called where there is little room."""

from __future__ import annotations

import re
from collections.abc import Sequence
from os.path import commonprefix

from ..graph import Node
from .kinds import look_of
from .words import clean

WITHHELD = "(not shown to you)"
# As Git and MLflow write them.
DIGEST_SHOWN = 8
# Of a stack's names the last is written after the first where it is this short.
TAIL_MAX = 8
_DIGEST = re.compile(r"^(?P<name>.*)@(?:[a-z0-9]+:)?(?P<digest>[0-9a-zA-Z+/=_-]+)$")


def short_name(node: Node) -> str | None:
    """The name without what tells nothing apart: a digest's tail, an address's scheme. None where it is withheld."""
    name = clean(node.name or node.ref or "")
    if node.kind in ("DATA_VERSION", "CODE"):
        found = _DIGEST.match(name)
        name = f"{found['name']}@{found['digest'][:DIGEST_SHOWN]}" if found else name
    if node.kind == "ENDPOINT":
        name = re.sub(r"^[a-z]+://", "", name)
    return name or None


def stack_name(nodes: Sequence[Node]) -> str:
    """The names of a stack in few words: what they share, and the first and the last where that is short."""
    names = sorted({short_name(node) or WITHHELD for node in nodes}, key=_by_number)
    if len(names) == 1:
        return names[0]
    shared, first, last = _apart(names)
    if shared and max(len(first), len(last)) <= TAIL_MAX:
        return f"{names[0]} … {last}"
    return f"{shared}…" if shared else f"{names[0]}, …"


def changed_name(before: str, after: str) -> str:
    """Both names of something, what they share once: `fraud-detector/6 → 7`."""
    shared, _, last = _apart([before, after])
    return f"{before} → {last if shared else after}"


def _apart(names: Sequence[str]) -> tuple[str, str, str]:
    """What names share, up to the word from which they differ, and what the first and the last have after it."""
    shared = re.split(r"\w*$", commonprefix(list(names)))[0]
    return shared, names[0][len(shared) :], names[-1][len(shared) :]


def stack_kind(nodes: Sequence[Node]) -> str:
    """Such as `run`, `12 runs`, and `12 steps` where it is more than one kind."""
    first = nodes[0]
    look = look_of(first.kind, restricted=first.restricted)
    if len(nodes) == 1:
        return look.one
    return f"{len(nodes):,} {look.many if len({node.kind for node in nodes}) == 1 else 'steps'}"


def _by_number(name: str) -> list[tuple[int, str]]:
    """Orders `x/9` before `x/10`."""
    return [(int(part) if part.isdecimal() else 0, part) for part in re.split(r"([0-9]+)", name)]
