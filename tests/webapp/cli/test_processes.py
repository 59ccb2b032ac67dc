"""The program as processes: pipes, terminals, locales, the site from start to stop."""

import json
import os
import pty
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.request import HTTPCookieProcessor, build_opener, urlopen

import pytest

from kb.store import open_store
from tests.kb.store.made import case
from tests.webapp.cli.conftest import EXPORT, THIRD, Casepath

COMMAND = [sys.executable, "-m", "webapp.cli"]
ROOT = Path(__file__).parents[3]
LONGEST_WAIT = 60


def environ(data: Path, **more: str) -> dict[str, str]:
    base = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    return base | {"CASEPATH_DATA": str(data), "CASEPATH_LANGUAGE": "en"} | more


def run(
    casepath: Casepath, *words: str, more: Mapping[str, str] | None = None
) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [*COMMAND, *words],
        env=environ(casepath.data, **(more or {})),
        cwd=ROOT,
        capture_output=True,
        timeout=LONGEST_WAIT,
        check=False,
    )


@pytest.mark.parametrize(
    "locale", [{"LC_ALL": "C"}, {"LC_ALL": "POSIX"}, {"PYTHONIOENCODING": "ascii"}, {}], ids=str
)
def test_chinese_leaves_a_pipe_as_utf_8_in_any_locale(
    casepath: Casepath, locale: dict[str, str]
) -> None:
    done = run(casepath, "cases", "show", "CAS-05001-A1B2", "--json", more=locale)
    assert (done.returncode, done.stderr) == (0, b"")
    assert json.loads(done.stdout.decode("utf-8"))["customer"] == "晨泽科技有限公司"


def test_a_pipe_that_closes_early_is_no_error(casepath: Casepath) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    process = subprocess.Popen(
        [*COMMAND, "articles", "list", "--json"],
        env=environ(casepath.data),
        cwd=ROOT,
        stdout=writer,
        stderr=subprocess.PIPE,
    )
    os.close(writer)
    _, complaints = process.communicate(timeout=LONGEST_WAIT)
    assert complaints == b""


def test_long_work_shows_progress_on_a_terminal_and_none_in_a_pipe(casepath: Casepath) -> None:
    piped = run(casepath, "index", "rebuild")
    assert (piped.returncode, piped.stderr) == (0, b"")
    main, terminal = pty.openpty()
    done = subprocess.run(
        [*COMMAND, "index", "rebuild", "--json"],
        env=environ(casepath.data, TERM="xterm", COLUMNS="80"),
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=terminal,
        timeout=LONGEST_WAIT,
        check=True,
    )
    os.close(terminal)
    shown = os.read(main, 100_000)
    os.close(main)
    assert b"Indexing [" in shown
    assert shown.endswith(b"\r\x1b[K")
    assert list(json.loads(done.stdout)) == ["documents"]


@pytest.mark.parametrize(("more", "escapes"), [({}, 2), ({"NO_COLOR": "1"}, 0)], ids=str)
def test_colours_are_for_terminals_whose_people_want_them(
    casepath: Casepath, more: dict[str, str], escapes: int
) -> None:
    main, terminal = pty.openpty()
    subprocess.run(
        [*COMMAND, "cases", "show", "CAS-1"],
        env=environ(casepath.data, TERM="xterm", **more),
        cwd=ROOT,
        stderr=terminal,
        timeout=LONGEST_WAIT,
        check=False,
    )
    os.close(terminal)
    shown = os.read(main, 10_000)
    os.close(main)
    assert b"no case CAS-1" in shown
    assert shown.count(b"\x1b") == escapes


def test_errors_of_a_process_are_one_line(casepath: Casepath) -> None:
    done = run(casepath, "cases", "show", "CAS-1")
    assert (done.returncode, done.stdout) == (1, b"")
    assert done.stderr == (
        b"casepath: no case CAS-1: `casepath cases list` shows the numbers that there are\n"
    )


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass
class Running:
    """A program that goes on until it is stopped, and what it printed at its start."""

    process: subprocess.Popen[str]
    printed: str = ""

    def line(self) -> str:
        assert self.process.stdout is not None
        return self.process.stdout.readline()


@contextmanager
def running(data: Path, *words: str) -> Iterator[Running]:
    """Start it, wait for its words on how to stop it, stop it in the end."""
    process = subprocess.Popen(
        [*COMMAND, *words],
        env=environ(data),
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )
    begun = Running(process)
    try:
        while "Ctrl+C stops it." not in begun.printed and (line := begun.line()):
            begun.printed += line
        yield begun
    finally:
        process.send_signal(signal.SIGINT)
        rest, _ = process.communicate(timeout=LONGEST_WAIT)
    assert (process.returncode, rest) == (0, "")


def fetch(address: str) -> str:
    opener = build_opener(HTTPCookieProcessor())
    with opener.open(address, timeout=LONGEST_WAIT) as answer:
        return str(answer.read().decode())


def link(printed: str) -> str:
    found = re.search(r"http://127\.0\.0\.1:\d+/sign-in/[\w-]+", printed)
    assert found is not None
    return found.group()


def test_a_watched_folder_is_imported_as_it_fills(
    empty: Casepath, export: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "inbox"
    folder.mkdir()
    words = ["cases", "watch", str(folder), "--every", "0.1"]
    for text, said in ((EXPORT, "1 new case"), (EXPORT + THIRD, "0 new cases, 1 changed")):
        with running(empty.data, *words) as site:
            assert site.printed == f"Watching {folder}; Ctrl+C stops it.\n"
            (folder / "export.txt").write_text(text, encoding="utf-8")
            assert said in site.line()


def test_start_fills_an_empty_folder_signs_in_and_keeps_what_is_there(empty: Casepath) -> None:
    with running(empty.data, "start", "--port", str(free_port())) as site:
        assert "Filling the data folder with sample cases" in site.printed
        first = link(site.printed)
        assert "CAS-" in fetch(first)
    with open_store(empty.data) as store:
        numbers = store.cases.numbers()
        assert len(numbers) >= 12
        store.cases.remove(numbers[0])
    with running(empty.data, "start", "--port", str(free_port())) as site:
        assert "Filling" not in site.printed
        assert link(site.printed) != first
        fetch(link(site.printed))
    with open_store(empty.data) as store:
        assert store.cases.numbers() == numbers[1:]
        assert [user.role for user in store.users.list()] == ["admin"]


def test_start_does_not_mix_samples_with_cases_of_ones_own(casepath: Casepath) -> None:
    with running(casepath.data, "start", "--port", str(free_port())) as site:
        assert "Filling" not in site.printed
    with open_store(casepath.data) as store:
        assert store.cases.count() == 1


def test_a_start_that_was_killed_fills_the_rest(empty: Casepath) -> None:
    with open_store(empty.data) as store:
        store.settings.set("samples", "begun")
        store.cases.put(case("CAS-1"))
    with running(empty.data, "start", "--port", str(free_port())) as site:
        assert "Filling" in site.printed
    with open_store(empty.data) as store:
        assert store.cases.count() > 12


def test_serve_answers_with_several_processes(casepath: Casepath) -> None:
    port = free_port()
    with running(casepath.data, "serve", "--port", str(port), "--workers", "2") as site:
        assert site.printed == f"Casepath listens at http://127.0.0.1:{port}; Ctrl+C stops it.\n"
        with urlopen(f"http://127.0.0.1:{port}/healthz", timeout=LONGEST_WAIT) as answer:
            assert json.load(answer) == {"cases": 1, "status": "ok"}


@pytest.mark.parametrize("verb", ["serve", "start"])
def test_a_port_that_is_taken_is_said(casepath: Casepath, verb: str) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        assert casepath(verb, "--port", str(port)).refusal == (
            f"cannot listen at 127.0.0.1:{port} (address already in use): choose another port"
            " with --port, or stop the program that has it"
        )


def test_a_host_of_another_machine_is_refused(casepath: Casepath) -> None:
    refusal = casepath("serve", "--host", "192.0.2.1", "--port", str(free_port())).refusal
    assert refusal.startswith("cannot listen at 192.0.2.1:")


@pytest.mark.parametrize("verb", ["triage", "redact"])
def test_a_person_is_told_to_paste_and_a_pipe_is_not(casepath: Casepath, verb: str) -> None:
    main, terminal = pty.openpty()
    os.write(main, b"Error 0x800705b4\n\x04")
    typed = subprocess.run(
        [*COMMAND, verb, "-"],
        env=environ(casepath.data),
        cwd=ROOT,
        stdin=terminal,
        capture_output=True,
        timeout=LONGEST_WAIT,
        check=True,
    )
    os.close(terminal)
    os.close(main)
    assert typed.stderr.startswith(b"Paste the text, then press Ctrl+D")
    assert b"0x800705b4" in typed.stdout
    assert b"Paste" not in run(casepath, verb, "-").stderr
