"""The token is shown nowhere, whatever happens."""

from __future__ import annotations

import copy
import io
import logging
import pickle
import traceback
from pathlib import Path
from typing import Any

import pytest

import modelwarden
from modelwarden import AuthError, Unreachable, Warden, WardenError

SECRET = "mw_do-not-show-me-0123456789"


HERE = str(Path(modelwarden.__file__).parent)


def everything_in(error: BaseException) -> str:
    """What the most talkative traceback shows of the package and below it: all variables, of causes and contexts too."""
    trace = traceback.TracebackException.from_exception(error, capture_locals=True)
    frames = list(trace.stack)
    first = next((place for place, frame in enumerate(frames) if frame.filename.startswith(HERE)), len(frames))
    shown = f"{frames[first:]} {[frame.locals for frame in frames[first:]]} {error} {vars(error)}"
    return shown + ("" if error.__context__ is None else everything_in(error.__context__))


@pytest.mark.parametrize("url", ["http://127.0.0.1:1", "http://no-such-host.invalid", "not an address"])
def test_no_traceback_shows_it_even_with_all_variables(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MODELWARDEN_TOKEN", SECRET)
    with pytest.raises(WardenError) as caught:
        Warden(url, timeout=0.2).models().to_list()
    assert SECRET not in everything_in(caught.value)


def test_no_traceback_shows_one_that_was_passed_as_argument() -> None:
    for url in ("http://127.0.0.1:1", "not an address"):
        with pytest.raises(WardenError) as caught:
            Warden(url, SECRET, timeout=0.2).whoami()
        assert SECRET not in everything_in(caught.value)


def test_an_interrupted_question_shows_it_neither(monkeypatch: pytest.MonkeyPatch) -> None:
    import requests

    def interrupted(*_: Any, **__: Any) -> None:
        raise KeyboardInterrupt

    monkeypatch.setenv("MODELWARDEN_TOKEN", SECRET)
    monkeypatch.setattr(requests.adapters.HTTPAdapter, "send", interrupted)
    with pytest.raises(KeyboardInterrupt) as caught:
        Warden("http://127.0.0.1:1").whoami()
    assert SECRET not in everything_in(caught.value)


def test_no_form_of_the_client_shows_it(monkeypatch: pytest.MonkeyPatch) -> None:
    warden = Warden("http://127.0.0.1:1", SECRET)
    shown = [repr(warden), str(warden), repr(vars(warden)), f"{warden._transport.__dict__}", repr(warden.models())]
    assert not any(SECRET in text for text in shown)
    for form in (pickle.dumps(warden), pickle.dumps(warden.models()), pickle.dumps(warden._transport.token)):
        assert SECRET.encode() not in form


def test_no_log_shows_it() -> None:
    written = io.StringIO()
    handler = logging.StreamHandler(written)
    logging.getLogger().addHandler(handler)
    before = logging.getLogger().level
    logging.getLogger().setLevel(logging.DEBUG)
    try:
        with pytest.raises(Unreachable):
            Warden("http://127.0.0.1:1", SECRET, timeout=0.2).whoami()
    finally:
        logging.getLogger().removeHandler(handler)
        logging.getLogger().setLevel(before)
    assert "127.0.0.1" in written.getvalue() and SECRET not in written.getvalue()


def test_a_pickled_client_asks_with_the_token_of_the_process_that_reads_it(
    world: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    warden = Warden(world["demo"]["url"], world["demo"]["admin"])
    for revived in (pickle.loads(pickle.dumps(warden)), copy.deepcopy(warden)):
        with pytest.raises(AuthError, match="do not travel in pickles"):
            revived.whoami()
    monkeypatch.setenv("MODELWARDEN_TOKEN", world["demo"]["analyst"])
    assert pickle.loads(pickle.dumps(warden)).whoami().name == "metabolic-analyst"


def test_a_token_file_is_read_again_for_every_question(
    world: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "token"
    file.write_text(world["demo"]["analyst"] + "\n", encoding="utf-8")
    monkeypatch.setenv("MODELWARDEN_TOKEN_FILE", str(file))
    monkeypatch.setenv("MODELWARDEN_URL", world["demo"]["url"])
    warden = Warden()
    assert warden.whoami().name == "metabolic-analyst"
    file.write_text(world["demo"]["auditor"], encoding="utf-8")
    assert warden.whoami().name == "auditor"
    file.unlink()
    with pytest.raises(AuthError, match="cannot be read"):
        warden.whoami()


@pytest.mark.parametrize("text", ["", "  ", "mw_a\nX-Other: b", "mw_ä", "two words"])
def test_what_is_no_token_is_not_sent(text: str) -> None:
    with pytest.raises(AuthError) as caught:
        Warden("http://127.0.0.1:1", text).whoami()
    assert "X-Other" not in everything_in(caught.value)
