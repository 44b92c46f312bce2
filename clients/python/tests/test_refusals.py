"""What goes wrong, with the real gateway wherever it can be made to."""

from __future__ import annotations

import json
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from modelwarden import (
    AmbiguousRef,
    AuthError,
    InvalidQuestion,
    NotAllowed,
    NotFound,
    PartialAnswerWarning,
    RateLimited,
    SourceUnavailable,
    TimedOut,
    Unreachable,
    Warden,
)


def test_an_unknown_token_is_refused_with_where_it_came_from(world: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MODELWARDEN_TOKEN", "mw_nobody")
    with pytest.raises(AuthError, match="MODELWARDEN_TOKEN") as caught:
        Warden(world["demo"]["url"]).whoami()
    assert caught.value.code == "UNAUTHENTICATED" and not caught.value.retryable


def test_a_right_that_is_lacking_is_named(world: Any) -> None:
    auditor = Warden(world["demo"]["url"], world["demo"]["auditor"])
    with pytest.raises((NotAllowed, NotFound)) as caught:
        auditor.lineage("models:/tumour-classifier", fresh=True)
    assert "lineage:live" in str(caught.value)


def test_a_name_that_nothing_has_gets_candidates(warden: Warden) -> None:
    with pytest.raises(NotFound, match="Did you mean: models:/tumour-classifier") as caught:
        warden.lineage("models:/tumor-classifier", max_nodes=10)
    assert "models:/tumour-classifier" in [each["ref"] for each in caught.value.candidates]


def test_what_may_not_be_seen_is_not_found_without_candidates(analyst: Warden) -> None:
    with pytest.raises(NotFound) as caught:
        analyst.lineage("models:/tumour-classifier", max_nodes=10)
    assert list(caught.value.candidates) == []


def test_a_name_that_several_sources_hold_asks_for_the_source(world: Any) -> None:
    url, token, model = (world["strained"][key] for key in ("url", "token", "model"))
    with pytest.raises(AmbiguousRef, match="source='first'") as caught:
        Warden(url, token).lineage(f"models:/{model}", max_nodes=10)
    assert {each["source"] for each in caught.value.candidates} == {"first", "second"}
    found = Warden(url, token, source="second").lineage(f"models:/{model}", max_nodes=100)
    assert found.root.source == "second"
    with pytest.warns(PartialAnswerWarning, match="'away'"):
        assert sorted(Warden(url, token).models(model).df()["source"]) == ["first", "second"]


def test_a_question_that_cannot_be_asked_says_what_can(warden: Warden) -> None:
    for ask, words in (
        (lambda: warden.lineage("nonsense", max_nodes=10), "looks like one of"),
        (lambda: warden.lineage("models:/tumour-classifier", depth=1000, max_nodes=10), "1 to 100"),
        (lambda: warden.lineage("models:/tumour-classifier", kinds="RUN"), r'\["RUN"\]'),
        (lambda: warden.lineage("models:/tumour-classifier", direction="left"), '"up"'),  # type: ignore[arg-type]
        (lambda: warden.lineage("models:/tumour-classifier", at="yesterday"), "2026-03-03"),
        (lambda: warden.lineage("models:/tumour-classifier", max_nodes=9_999_999), "at most"),
        (lambda: warden.runs(metrics={"auc": 0.9}).to_list(), "least, most"),  # type: ignore[dict-item]
        (lambda: warden.runs(status="done").to_list(), "RunStatus"),
        (lambda: warden.query("{ modls }"), "modls"),
    ):
        with pytest.raises(InvalidQuestion, match=words):
            ask()


def test_an_address_is_needed_and_has_to_be_one(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(AuthError, match="MODELWARDEN_TOKEN"):
        Warden("http://127.0.0.1:1")
    for url, words in (
        (None, "MODELWARDEN_URL"),
        ("localhost:4000", "https://"),
        ("http://x:99999999", "https://"),
        ("http://dana:secret@127.0.0.1", "token="),
    ):
        with pytest.raises(InvalidQuestion, match=words) as caught:
            Warden(url, "mw_x")
        assert "secret" not in str(caught.value)


def test_nothing_at_the_address_says_so(world: Any) -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        with pytest.raises(Unreachable, match="Is the gateway running"):
            Warden(f"http://127.0.0.1:{unused.getsockname()[1]}", "mw_x", timeout=0.1).whoami()


def test_a_tool_that_does_not_answer_ends_with_the_time_that_was_given(world: Any) -> None:
    patient = Warden(world["poor"]["url"], world["poor"]["other"], timeout=4)
    # Whose time ends first is open on a busy machine, and a tool that stays silent for long is not even asked any more.
    with pytest.raises((TimedOut, SourceUnavailable)) as caught:
        patient.lineage("models:/any", source="silent", max_nodes=10)
    assert "silent" in str(caught.value) or "timeout=" in str(caught.value)
    assert caught.value.code in ("DEADLINE_EXCEEDED", "UPSTREAM_TIMEOUT", "UPSTREAM_UNAVAILABLE", None)


def test_a_used_up_budget_is_waited_for_where_the_time_allows_and_told_where_not(world: Any) -> None:
    url, token = world["poor"]["url"], world["poor"]["token"]
    # A minute's budget, all at once: however slow the machine, it comes back slower than it is spent.
    hasty, patient = (Warden(url, token, timeout=time, source="tracking") for time in (8, 60))
    with pytest.raises(RateLimited, match="Ask again in") as caught:
        for _ in range(40):
            hasty.query("{ " + " ".join(f"x{n}: models(first: 100) {{ nodes {{ name }} }}" for n in range(20)) + " }")
    assert caught.value.retry_after is not None and caught.value.retry_after > 8
    with pytest.raises(NotFound):
        patient.lineage("models:/nobody", max_nodes=100)


class Stand:
    """What stands at an address in a gateway's place, for faults that none can be made to show."""

    def __init__(self, replies: list[tuple[int, dict[str, str], str]]) -> None:
        self.replies = replies
        self.requests: list[dict[str, str]] = []


@contextmanager
def standing(*replies: tuple[int, dict[str, str], str]) -> Iterator[tuple[str, Stand]]:
    stand = Stand(list(replies))

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self.rfile.read(int(self.headers["Content-Length"]))
            stand.requests.append(dict(self.headers))
            status, headers, body = stand.replies[min(len(stand.requests), len(stand.replies)) - 1]
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            if "Content-Length" not in headers:
                self.send_header("Content-Length", str(len(body.encode())))
            self.end_headers()
            self.wfile.write(body.encode())

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}", stand
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


GOOD = (200, {}, json.dumps({"data": {"done": True}}))
REFUSAL = {"message": "The store is away.", "extensions": {"code": "OVERLOADED", "retryable": True}}
AWAY = (503, {}, json.dumps({"errors": [REFUSAL]}))


def test_a_read_is_asked_again_while_the_gateway_is_away_and_a_change_is_not() -> None:
    with standing(AWAY, GOOD) as (url, stand), Warden(url, "mw_x") as warden:
        assert warden.query("{ done }") == {"done": True}
        assert len(stand.requests) == 2
    with standing(AWAY, GOOD) as (url, stand), Warden(url, "mw_x") as warden:
        with pytest.raises(Exception, match="store is away"):
            warden.query("mutation { done }")
        assert len(stand.requests) == 1


@pytest.mark.parametrize("code", ["DEADLINE_EXCEEDED", "UPSTREAM_TIMEOUT"])
def test_what_took_too_long_says_that_a_longer_time_can_be_given(code: str) -> None:
    details = {"code": code, "source": "tracking", "retryable": True}
    late = (200, {}, json.dumps({"data": None, "errors": [{"message": "Too late.", "extensions": details}]}))
    with standing(late) as (url, _), Warden(url, "mw_x") as warden:
        with pytest.raises((TimedOut, SourceUnavailable), match="timeout=.*up to 60 s") as caught:
            warden.query("mutation { done }")
        assert caught.value.code == code and caught.value.retryable


def test_the_gateway_is_told_how_much_time_there_is() -> None:
    for timeout, milliseconds in ((20.25, "20250"), (300, "60000")):
        with standing(GOOD) as (url, stand), Warden(url, "mw_x", timeout=timeout) as warden:
            warden.query("{ done }")
            assert stand.requests[0]["modelwarden-timeout-ms"] == milliseconds


def test_the_token_goes_to_the_given_address_only() -> None:
    with standing(GOOD) as (elsewhere, other):
        with standing((307, {"Location": f"{elsewhere}/graphql"}, "")) as (url, _), Warden(url, "mw_x") as warden:
            with pytest.raises(Unreachable, match="sends elsewhere"):
                warden.query("{ done }")
        assert other.requests == []


@pytest.mark.parametrize(
    "reply", [(200, {}, "<html>Sign in</html>"), (404, {}, "nothing here"), (200, {}, "[]"), (200, {}, '{"ok": true}')]
)
def test_what_is_no_gateway_is_called_so(reply: tuple[int, dict[str, str], str]) -> None:
    with standing(reply) as (url, _), Warden(url, "mw_x") as warden:
        with pytest.raises(Unreachable, match="no Modelwarden gateway"):
            warden.query("{ done }")


def test_an_answer_that_breaks_off_is_no_answer() -> None:
    with standing((200, {"Content-Length": "100"}, "{")) as (url, _), Warden(url, "mw_x") as warden:
        with pytest.raises(Unreachable):
            warden.query("mutation { done }")


def test_a_silent_address_ends_with_the_time_given(ended: Callable[[], str]) -> None:
    with pytest.raises(TimedOut, match=r"within 0\.1 s"):
        Warden(ended(), "mw_x", timeout=0.1).whoami()


@pytest.fixture
def ended() -> Iterator[Callable[[], str]]:
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        yield lambda: f"http://127.0.0.1:{silent.getsockname()[1]}"
