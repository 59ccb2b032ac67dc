"""What all commands share."""

import json
import re
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from tests.webapp.cli.conftest import Casepath
from webapp.cli import cli
from webapp.cli.frame import examples

OPTION = re.compile(r"(?<![\w-])(?:--[a-z-]+|-[a-z])(?![\w-])")
DOCUMENT = Path(__file__).parents[3] / "docs" / "commands.md"


def commands(
    group: click.Group, path: tuple[str, ...] = ()
) -> Iterator[tuple[tuple[str, ...], click.Command]]:
    for name, command in group.commands.items():
        if isinstance(command, click.Group):
            yield from commands(command, (*path, name))
        else:
            yield (*path, name), command


ALL = dict(commands(cli))
IDS = [" ".join(path) for path in ALL]


def options(command: click.Command) -> list[str]:
    return [name for each in command.params if isinstance(each, click.Option) for name in each.opts]


@pytest.mark.parametrize("path", ALL, ids=IDS)
def test_every_command_explains_itself(empty: Casepath, path: tuple[str, ...]) -> None:
    answer = empty.ok(*path, "--help")
    assert answer.startswith(f"Usage: casepath {' '.join(path)}")
    assert "--data DIR" in answer
    assert not empty.data.exists()


@pytest.mark.parametrize("path", examples())
def test_examples_name_commands_and_options_that_there_are(path: str) -> None:
    known = options(ALL[tuple(path.split())])
    for line in examples()[path]:
        assert f"casepath {path}" in line
        given = re.findall(r"(?<=\s)--[a-z-]+", line)
        assert [name for name in given if name not in known] == []


def test_help_ends_with_examples_and_tells_whole_sentences(empty: Casepath) -> None:
    told = empty.ok("search", "-h")
    assert "\nExamples:\n  casepath search 更新 超时\n" in told
    overview = empty.ok("--help")
    assert "..." not in overview.partition("Commands:")[2]
    assert (
        overview.index("\n  start ") < overview.index("\n  cases ") < overview.index("\n  serve ")
    )


def test_the_version_is_told(empty: Casepath) -> None:
    assert re.fullmatch(r"casepath \d+\.\d+\.\d+\n", empty.ok("--version"))


@pytest.mark.parametrize("path", ALL, ids=IDS)
def test_every_command_and_option_is_described_in_the_manual(path: tuple[str, ...]) -> None:
    sections = re.split(r"^###? ", DOCUMENT.read_text(encoding="utf-8"), flags=re.MULTILINE)
    section = next(each for each in sections if each.startswith(f"`casepath {' '.join(path)}"))
    documented = set(OPTION.findall(section)) | {"--data"}
    assert [name for name in options(ALL[path]) if name not in documented] == []
    assert [name for name in documented if name not in options(ALL[path])] == []


def test_the_manual_describes_no_other_command() -> None:
    text = DOCUMENT.read_text(encoding="utf-8")
    described = re.findall(r"^### `casepath ([a-z -]+[a-z])", text, flags=re.MULTILINE)
    assert sorted(described) == sorted(IDS)


@pytest.mark.parametrize(
    "words",
    [
        ("--data", "{}", "users", "list"),
        ("users", "--data", "{}", "list"),
        ("users", "list", "--data", "{}"),
        ("--data", "elsewhere", "users", "list", "--data", "{}"),
    ],
)
def test_the_data_folder_may_be_named_anywhere(
    casepath: Casepath, tmp_path: Path, words: tuple[str, ...]
) -> None:
    there = Casepath(tmp_path / "not-this-one")
    answer = there.ok(*(word.format(casepath.data) for word in words))
    assert "Ada Admin" in answer
    assert not there.data.exists()


@pytest.mark.parametrize(
    ("words", "line"),
    [
        (("fly",), "casepath: No such command 'fly'. See `casepath --help`."),
        (("cases", "fly"), "casepath: No such command 'fly'. See `casepath cases --help`."),
        (
            ("cases", "show"),
            "casepath: Missing argument 'NUMBER'. See `casepath cases show --help`.",
        ),
        (
            ("cases", "list", "--year", "soon"),
            (
                "casepath: Invalid value for '--year': 'soon' is not a valid integer."
                " See `casepath cases list --help`."
            ),
        ),
        (("users", "add", "x", "--role", "king"), "'king' is not one of"),
        (("triage", "nowhere.log"), "No such file or directory. See `casepath triage --help`."),
    ],
)
def test_wrong_usage_is_one_line_and_status_2(
    empty: Casepath, words: tuple[str, ...], line: str
) -> None:
    answer = empty(*words)
    assert (answer.code, answer.out) == (2, "")
    assert answer.err.count("\n") == 1
    assert line in answer.err


def test_without_a_command_the_help_is_shown(empty: Casepath) -> None:
    answer = empty()
    assert answer.code == 2
    assert "Usage: casepath" in answer.err


def test_a_setting_that_cannot_be_used_is_named(empty: Casepath) -> None:
    answer = empty("users", "list", environ={"CASEPATH_LANGUAGE": "fr"})
    line = "casepath: CASEPATH_LANGUAGE is 'fr'; use one of: zh, en\n"
    assert (answer.code, answer.out, answer.err) == (2, "", line)


def test_a_database_that_cannot_be_used_is_one_line(empty: Casepath) -> None:
    empty.data.mkdir()
    database = empty.data / "casepath.db"
    database.write_bytes(b"rubbish" * 1000)
    assert empty("cases", "list").refusal == (
        f"{database} is not a database: run `casepath store restore` on the last good backup"
    )


def test_an_error_of_many_lines_becomes_one(empty: Casepath) -> None:
    assert empty("cases", "show", "a\nb\x1b[31m").refusal == (
        "no case a b [31m: `casepath cases list` shows the numbers that there are"
    )


@pytest.mark.parametrize(
    "words",
    [
        ("cases", "list"),
        ("cases", "show", "CAS-05001-A1B2"),
        ("search", "更新"),
        ("codes", "0x1e"),
        ("trees", "check"),
        ("trees", "list"),
        ("articles", "check"),
        ("articles", "list"),
        ("index", "status"),
        ("index", "rebuild"),
        ("store", "check"),
        ("store", "migrate"),
        ("users", "list"),
        ("users", "add", "New Person"),
        ("users", "link", "Ada Admin"),
        ("users", "disable", "Ada Admin"),
        ("users", "enable", "Ada Admin"),
    ],
    ids=" ".join,
)
def test_json_is_all_that_is_printed(casepath: Casepath, words: tuple[str, ...]) -> None:
    answer = casepath(*words, "--json")
    assert answer.code == 0
    assert json.dumps(answer.json, ensure_ascii=False, indent=2) + "\n" == answer.out


def test_no_command_leaves_the_database_open(casepath: Casepath) -> None:
    casepath.ok("cases", "list")
    with sqlite3.connect(casepath.data / "casepath.db") as database:
        database.execute("pragma locking_mode = exclusive")
        database.execute("begin exclusive")
        database.execute("rollback")
    database.close()
