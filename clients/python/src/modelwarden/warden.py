"""The client: one object that asks a Modelwarden gateway."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Literal, cast

from . import documents, tables
from .comparison import comparison_frame
from .credentials import find_token, find_url, no_token
from .difference import LineageDiff, diff_of
from .errors import Incomplete, InvalidQuestion, PartialAnswerWarning
from .filters import model_filter, run_filter
from .impact import impact_frame
from .lineage import Lineage, lineage_of
from .moments import moment_text
from .notices import notice, reason_of, warn_of, warn_of_sources
from .page import Page
from .recipe import Recipe, recipe_of
from .records import (
    Found,
    Model,
    ModelVersion,
    Run,
    Viewer,
    found_of,
    model_of,
    run_of,
    served_of,
    version_of,
    viewer_of,
)
from .refusals import refusal_of
from .summary import gaps_of
from .transport import Answer, Transport

if TYPE_CHECKING:
    import pandas as pd

# What a question may cost in all allows for; asking the tools anew costs ten times as much a node.
NODES = 2000
FRESH_NODES = 1000
# Of each of two walks, and of a third that shows where the differences are.
DIFF_NODES = 600

Moment = str | date | datetime
Direction = Literal["up", "down", "both"]
Freshness = Literal["cached", "stale_ok", "live"]
Range = tuple[float | None, float | None]


class Warden:
    """Asks a Modelwarden gateway. Making one sends nothing.

    Parameters
    ----------
    url : str, optional
        Where the gateway is, such as ``http://127.0.0.1:4000``; the variable ``MODELWARDEN_URL`` unless given.
    token : str, optional
        Who asks; else ``MODELWARDEN_TOKEN``, else what the file holds that ``MODELWARDEN_TOKEN_FILE`` names. It is
        never printed, and it is not part of a pickle: the process that reads one needs a token of its own.
    source : str, optional
        Id of the source that refs are looked up in, where several hold the same names.
    timeout : float
        Seconds that a question may take, up to 60 at the gateway.

    Examples
    --------
    >>> w = Warden("http://127.0.0.1:4000", token)
    >>> w.lineage("models:/fraud-detector@champion")
    >>> w.runs(experiment="search").df().sort_values("metrics.auc")
    """

    def __init__(
        self, url: str | None = None, token: str | None = None, *, source: str | None = None, timeout: float = 30.0
    ) -> None:
        held = find_token(token)
        # From here on no variable of this frame holds the text, so no traceback can show it.
        del token
        if not timeout > 0:
            raise InvalidQuestion("timeout has to be more than 0 seconds.")
        self._source = source
        self._transport = Transport(find_url(url), held, float(timeout))

    @property
    def url(self) -> str:
        """Where the gateway is."""
        return self._transport.url

    def whoami(self) -> Viewer:
        """Who asks, and what they may do."""
        return viewer_of(self._one(documents.WHOAMI, "viewer"))

    def lineage(
        self,
        ref: str,
        *,
        direction: Direction = "both",
        depth: int = 10,
        kinds: Collection[str] | None = None,
        at: Moment | None = None,
        columns: bool = False,
        max_nodes: int | None = None,
        freshness: Freshness = "cached",
        fresh: bool = False,
        strict: bool = False,
        source: str | None = None,
    ) -> Lineage:
        """How one object came to be and what came of it, over every connected tool.

        Parameters
        ----------
        ref : str
            As the tools name it: ``models:/NAME@ALIAS``, ``models:/NAME/VERSION``, ``runs:/ID``, ``dataset:NAME``,
            ``deployment:SOURCE/NAME``, or a global id.
        direction : {"both", "up", "down"}
            Up to what it came from, down to what came of it.
        kinds : collection of str, optional
            Kinds of nodes to show, such as ``["DATA_VERSION", "MODEL_VERSION"]``; the walk passes through the others.
        at : str, date or datetime, optional
            The moment asked about; now unless given. Without a zone it is UTC. An alias in `ref` is what it was then.
        columns : bool
            Whether to tell which column came of which too, in :attr:`Lineage.columns`.
        max_nodes : int, optional
            The most nodes to answer, up to 10,000. It is what a question costs: 2,000 unless given, 1,000 when live.
        freshness : {"cached", "stale_ok", "live"}
            What will do: an answer in which nothing has changed since, also one that is being renewed, or only what the
            tools say now, which needs the right `lineage:live`.
        fresh : bool
            Short for ``freshness="live"``.
        strict : bool
            Raises :class:`Incomplete` instead of warning when a source did not answer or a limit was reached.
        """
        variables = {
            **self._named(ref, source),
            **_walk(depth, max_nodes, "live" if fresh else freshness),
            "direction": _direction(direction),
            "kinds": _kinds(kinds),
            "at": moment_text(at),
            "columns": columns,
        }
        answer = self._ask(documents.LINEAGE, variables, "lineage")
        self._tell(answer, answer.data["lineage"], strict)
        return lineage_of(answer.data["lineage"], answer.masked)

    def impact(
        self,
        of: str,
        *,
        depth: int = 10,
        at: Moment | None = None,
        max_nodes: int | None = None,
        freshness: Freshness = "cached",
        strict: bool = False,
        source: str | None = None,
    ) -> pd.DataFrame:
        """What a change to one object would reach, the worst first.

        One row an object: `object kind distance severity environment is_live owners path source id`. `severity` is
        ordered from LOW over MEDIUM and HIGH (answers requests) to CRITICAL (answers requests in a protected
        environment); `owners` are those that the tools' tags name; `path` is a shortest way to it. What you may not see
        is there as `restricted`. The worst of all, and whether anything is missing, is in the frame's `attrs`.

        Examples
        --------
        >>> hit = w.impact("dataset:transactions")
        >>> hit[hit.severity >= "HIGH"].explode("owners").groupby("owners").object.apply(list)
        """
        named = self._named(of, source)
        variables = {**named, **_walk(depth, max_nodes, freshness), "at": moment_text(at)}
        answer = self._ask(documents.IMPACT, variables, "impact")
        self._tell(answer, answer.data["impact"], strict)
        return impact_frame(answer.data["impact"])

    def diff_lineage(
        self,
        a: str,
        b: str | None = None,
        *,
        a_at: Moment | None = None,
        b_at: Moment | None = None,
        direction: Direction = "up",
        depth: int = 10,
        kinds: Collection[str] | None = None,
        max_nodes: int | None = None,
        freshness: Freshness = "cached",
        strict: bool = False,
        source: str | None = None,
    ) -> LineageDiff:
        """In what two lineages differ: those of two objects, or without `b` that of one at two moments.

        The parameters are those of :meth:`lineage`; `a_at` and `b_at` are the moments asked about, now unless given.
        """
        variables = {
            "a": a,
            "b": a if b is None else b,
            "source": source or self._source,
            **_walk(depth, max_nodes, freshness, most=DIFF_NODES),
            "direction": _direction(direction),
            "kinds": _kinds(kinds),
            "aAt": moment_text(a_at),
            "bAt": moment_text(b_at),
        }
        answer = self._ask(documents.DIFF_LINEAGE, variables, "diffLineage")
        self._tell(answer, answer.data["diffLineage"], strict)
        return diff_of(answer.data["diffLineage"], answer.data.get("around"))

    def models(
        self,
        name: str | None = None,
        *,
        tags: Mapping[str, str | None] | None = None,
        source: str | None = None,
        limit: int | None = None,
    ) -> Page[Model]:
        """Registered models by name: those whose name contains `name`, and that carry the tags (None: any value)."""
        chosen = {"filter": model_filter(name=name, tags=tags, source=source or self._source)}
        return Page(self._lists(documents.MODELS, ("models",), chosen), model_of, tables.MODELS, limit)

    def versions(self, model: str, *, source: str | None = None, limit: int | None = None) -> Page[ModelVersion]:
        """The versions of a model, newest first. `model` is a name or `models:/NAME`."""
        ref = model if model.startswith("models:/") else f"models:/{model}"
        fetch = self._lists(documents.VERSIONS, ("model", "versions"), self._named(ref, source))
        return Page(fetch, version_of, tables.VERSIONS, limit)

    def runs(
        self,
        *,
        experiment: str | None = None,
        name: str | None = None,
        status: str | None = None,
        user: str | None = None,
        params: Mapping[str, str | None] | None = None,
        metrics: Mapping[str, Range] | None = None,
        tags: Mapping[str, str | None] | None = None,
        dataset: str | None = None,
        after: Moment | None = None,
        before: Moment | None = None,
        source: str | None = None,
        limit: int | None = None,
    ) -> Page[Run]:
        """Runs, newest first, that meet every condition.

        Parameters
        ----------
        params, tags : mapping, optional
            What they must have; None stands for any value.
        metrics : mapping, optional
            The least and the most that a latest metric may be: ``{"auc": (0.9, None)}``.
        dataset : str, optional
            Data that they read: ``NAME`` or ``NAME@DIGEST``.
        after, before : str, date or datetime, optional
            Started at or after, and before, this moment.
        """
        chosen = run_filter(
            experiment=experiment,
            name=name,
            status=status,
            user=user,
            params=params,
            metrics=metrics,
            tags=tags,
            dataset=dataset,
            after=after,
            before=before,
            source=source or self._source,
        )
        return Page(self._lists(documents.RUNS, ("runs",), {"filter": chosen}), run_of, tables.RUNS, limit)

    def search(
        self, text: str, *, kinds: Collection[str] | None = None, source: str | None = None, limit: int | None = 100
    ) -> Page[Found]:
        """Objects whose name, tags or description hold every word, best first."""
        chosen = {"text": text, "kinds": None if kinds is None else list(kinds), "source": source or self._source}
        return Page(self._lists(documents.SEARCH, ("search",), chosen), found_of, tables.FOUND, limit)

    def compare(
        self, a: str, b: str, *more: str, only_differing: bool = True, source: str | None = None
    ) -> pd.DataFrame:
        """Runs or model versions side by side: parameters, metrics, data, code, packages, signature and tags.

        The index is (section, key); the first column says whether the row differs, then comes one column for each ref.
        """
        refs = [a, b, *more]
        kinds = {self._kind_of(ref) for ref in refs}
        if len(kinds) > 1:
            raise InvalidQuestion("Runs are compared with runs, and model versions with model versions.")
        variables = {"refs": refs, "source": source or self._source, "onlyDiffering": only_differing}
        if kinds == {"Run"}:
            return comparison_frame(self._one(documents.COMPARE_RUNS, "compareRuns", variables))
        return comparison_frame(self._one(documents.COMPARE_VERSIONS, "compareVersions", variables))

    def reproduce(self, ref: str, *, source: str | None = None) -> Recipe:
        """Everything needed to make the result of a run or of a model version again, and what is missing for it."""
        return recipe_of(self._one(documents.REPRODUCE, "reproduceRecipe", self._named(ref, source)))

    def live(
        self,
        ref: str | None = None,
        *,
        environment: str | None = None,
        at: Moment | None = None,
        source: str | None = None,
    ) -> pd.DataFrame:
        """Which model versions are live and where, one row for each version that a deployment serves.

        Where the version is not known, `model` and `version` are missing and `why` says why. An alias that a request
        was carried out on has a row too, with the alias as its `deployment` and no `state`; of a past moment such rows
        are all that is kept.
        """
        chosen = {**self._named(ref, source), "environment": environment, "at": moment_text(at)}
        return Page(self._lists(documents.LIVE, ("liveAt",), chosen), served_of, tables.LIVE, None).df()

    def query(self, graphql: str, **variables: Any) -> dict[str, Any]:
        """Sends any GraphQL document and gives its data.

        Raises the first of the answer's errors; what arrived nonetheless is in the error's `data`.
        """
        repeatable = "mutation" not in graphql
        answer = self._transport.ask(graphql, variables, may_repeat=repeatable)
        if answer.errors:
            problem = refusal_of(answer.errors[0], token_origin=self._transport.token.origin)
            problem.data = answer.data
            raise problem
        warn_of(answer)
        return dict(answer.data)

    def close(self) -> None:
        """Ends the connection."""
        self._transport.close()

    def _named(self, ref: str | None, source: str | None) -> dict[str, str | None]:
        return {"ref": ref, "source": source or self._source}

    def _kind_of(self, ref: str) -> str:
        for prefix, kind in (("runs:/", "Run"), ("models:/", "ModelVersion")):
            if ref.startswith(prefix):
                return kind
        kind = (self._one(documents.KIND_OF, "node", {"id": ref}) or {}).get("__typename", "")
        if kind not in ("Run", "ModelVersion"):
            raise InvalidQuestion(f"{ref!r} is neither a run nor a model version: write runs:/ID or models:/NAME/VERSION.")
        return str(kind)

    def _one(self, document: str, name: str, variables: Mapping[str, Any] | None = None) -> Any:
        answer = self._ask(document, variables or {}, name)
        warn_of(answer)
        return answer.data[name]

    def _ask(self, document: str, variables: Mapping[str, Any], name: str) -> Answer:
        """An answer whose one root field is there; the first error is raised when it is not."""
        answer = self._transport.ask(document, variables, may_repeat=True)
        if answer.data.get(name) is None and answer.errors:
            raise refusal_of(answer.errors[0], token_origin=self._transport.token.origin)
        return answer

    def _lists(self, document: str, path: tuple[str, ...], variables: Mapping[str, Any]) -> Listing:
        return Listing(self, document, path, variables)

    def _tell(self, answer: Answer, facts: Mapping[str, Any], strict: bool) -> None:
        gaps = "; ".join(gaps_of(facts))
        if strict and gaps:
            raise Incomplete(f"{gaps}. Without strict=True you get what there is.")
        warn_of(answer)
        warn_of_sources([each for each in facts["sources"] if reason_of(each) is not None])
        # Depth is what the caller chose, and the picture says that more follows; the other limits come unasked.
        if facts["truncated"] and facts["truncationReason"] != "DEPTH":
            notice(gaps, PartialAnswerWarning)

    def __enter__(self) -> Warden:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def __repr__(self) -> str:
        # A traceback may ask for this before there is anything to show.
        transport = getattr(self, "_transport", None)
        return "Warden()" if transport is None else f"Warden({transport.url!r}, {transport.token!r})"

    def __reduce__(self) -> tuple[Any, tuple[Any, ...]]:
        return _restored, (self.url, self._source, self._transport.timeout)


def _walk(depth: int, max_nodes: int | None, freshness: str, most: int = FRESH_NODES) -> dict[str, Any]:
    if freshness not in ("cached", "stale_ok", "live"):
        raise InvalidQuestion(f'freshness is "cached", "stale_ok" or "live", not {freshness!r}.')
    usual = min(most, FRESH_NODES) if freshness == "live" else NODES
    return {
        "depth": depth,
        "maxNodes": usual if max_nodes is None else max_nodes,
        "freshness": freshness.upper(),
    }


def _direction(direction: str) -> str:
    if direction not in ("up", "down", "both"):
        raise InvalidQuestion(f'direction is "up", "down" or "both", not {direction!r}.')
    return direction.upper()


def _kinds(kinds: Collection[str] | None) -> list[str] | None:
    if isinstance(kinds, str):
        raise InvalidQuestion(f'kinds takes several kinds: write ["{kinds}"].')
    return None if kinds is None else [kind.upper() for kind in kinds]


@dataclass(frozen=True)
class Listing:
    """Gives one part of a list after another; `path` leads to it in the answer."""

    warden: Warden
    document: str
    path: tuple[str, ...]
    variables: Mapping[str, Any]

    def __call__(self, first: int, after: str | None) -> Mapping[str, Any]:
        """Up to `first` items after a cursor. Warns of what the first part lacks."""
        answer = self.warden._ask(self.document, {**self.variables, "first": first, "after": after}, self.path[0])
        found: Any = answer.data
        for name in self.path:
            found = found[name]
        if found is None:
            raise refusal_of(answer.errors[0] if answer.errors else {})
        warn_of(answer)
        if after is None:
            warn_of_sources(found["sourceStatus"])
        return cast(Mapping[str, Any], found)


def _restored(url: str, source: str | None, timeout: float) -> Warden:
    """A client from a pickle: it asks as whoever the environment of this process says."""
    warden = Warden.__new__(Warden)
    warden._source = source
    warden._transport = Transport(url, no_token(), timeout)
    return warden
