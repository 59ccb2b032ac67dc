import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.trees.growing import tree
from trees.files import library, load
from trees.model import Command, Shell, Text
from trees.position import Answer
from trees.script import Change, Job, Plan, plan
from trees.scripts.batch import batch, shown
from trees.scripts.powershell import powershell, quoted
from trees.scripts.readonly import only_looks
from trees.walk import walk

ONE = tree("""
tree: scripted
title: It's "slow" & 100% <odd>
nodes:
  service:
    kind: question
    text: Does the service run?
    check: {shell: powershell, run: Get-Service Spooler}
    answers:
      runs: {text: It does, goto: restart}
      stands: {text: It does not, goto: format}
  restart:
    kind: action
    text: Restart it
    commands:
      - {shell: cmd, run: sc.exe query Spooler}
      - {shell: powershell, admin: true, run: Restart-Service Spooler}
    risk: {level: low, warning: Jobs are lost}
    solved: end
    not_solved: ask
  format:
    kind: action
    text: Format the disk
    commands: [{shell: cmd, run: 'format.com D: /y'}]
    risk: {level: high}
    undo: [{shell: cmd, run: restore.exe}]
    solved: end
    not_solved: ask
    declined: ask
  ask:
    kind: collect
    text: Collect
    items:
      - {id: log, text: The log, path: 'C:\\Logs\\Demo%4Odd.log'}
      - {id: list, text: A list, command: {shell: cmd, run: tasklist.exe}}
      - {id: reach, text: Reach, command: {shell: cmd, run: ping wu.contoso.example}}
      - {id: picture, text: A picture, command: mspaint}
    goto: end
  end: {kind: outcome, text: Done, result: resolved}
""")
TREES = {"scripted": ONE}


def runs(made: Plan) -> list[str]:
    return [job.command.run for job in made.jobs if job.command]


def test_a_script_only_looks() -> None:
    made = plan(TREES, "scripted")
    assert {"systeminfo.exe", "Get-Service Spooler", "sc.exe query Spooler", "tasklist.exe"} <= set(
        runs(made)
    )
    assert all(map(only_looks, runs(made)))
    assert "C:\\Logs\\Demo%4Odd.log" in {job.copy for job in made.jobs}
    assert made.changes == ()
    assert {left.command.run: left.reason for left in made.left_out} == {
        "Restart-Service Spooler": "reason-changes",
        "format.com D: /y": "reason-high-risk",
        "ping wu.contoso.example": "reason-example",
        "mspaint": "reason-by-hand",
    }


def test_changes_come_in_when_asked_for_but_never_high_risk() -> None:
    made = plan(TREES, "scripted", changes=True)
    assert [(change.command.run, change.warning.say("en")) for change in made.changes] == [
        ("Restart-Service Spooler", "Jobs are lost")
    ]
    for text in (powershell(made, "en"), batch(made, "en")):
        asked = [line for line in text.splitlines() if "format.com" in line]
        assert asked == [line for line in asked if "by hand only" in line]
        assert "restore.exe" not in text


def test_a_walk_takes_only_what_may_still_come() -> None:
    position = walk(TREES, "scripted", [Answer("service", "stands")])
    found = set(runs(plan(TREES, "scripted", position)))
    assert "tasklist.exe" in found
    assert not {"Get-Service Spooler", "sc.exe query Spooler"} & found


def test_every_command_is_shown_before_anything_runs() -> None:
    made = plan(TREES, "scripted")
    shell = powershell(made, "en")
    before, after = shell.split("Read-Host", 1)
    assert all(quoted(run) in before for run in runs(made))
    assert not re.search(r"^(Save|Copy-To|New-Item)", before, re.MULTILINE)
    assert "Get-Service Spooler }" in after
    file = batch(made, "en")
    before, after = file.split("set /p", 1)
    assert all(f"echo   {shown(run)}" in before for run in runs(made))
    assert "(tasklist.exe) >" in after


def test_the_forms_are_those_that_windows_reads() -> None:
    made = plan(TREES, "scripted")
    shell, file = powershell(made, "zh"), batch(made, "zh")
    assert shell.startswith("\ufeff")
    assert not file.startswith("\ufeff")
    for text in (shell, file):
        assert "\n" not in text.replace("\r\n", "")
    assert "DestinationPath $zip" in shell
    assert "chcp 65001" in file


def test_percent_signs_stay_what_they_are_in_a_file() -> None:
    file = batch(plan(TREES, "scripted"), "en")
    assert '"C:\\Logs\\Demo%%4Odd.log"' in file
    assert '"%SystemRoot%\\Logs\\CBS\\CBS.log"' in file


@settings(max_examples=100, deadline=None)
@given(st.text(st.sampled_from("a b'\"‘’‛`$(){};|&<>^%!\n\t#@"), max_size=30))
def test_no_text_breaks_out_of_its_quotes(text: str) -> None:
    inside = quoted(text)
    assert re.fullmatch(r"'(?:[^'‘’‚‛]|''|‘‘|’’|‚‚|‛‛)*'", inside)
    assert "\n" not in inside
    bare = re.sub(r"\^[\^&|<>()!\"]", "", shown(text))
    assert not re.search(r"[&|<>\n]", bare)
    assert bare.count("%") % 2 == 0


def test_a_change_with_quotes_for_two_shells_is_left_to_people() -> None:
    change = Change(
        Text({"en": "Rename"}), Command('Rename-Item "a b" c', Shell.POWERSHELL), Text()
    )
    made = Plan(ONE, (Job("x", Text({"en": "X"}), copy="C:\\x"),), (change,), ())
    assert 'powershell.exe -NoProfile -Command "Rename' not in batch(made, "en")
    assert 'Rename-Item "a b" c }' in powershell(made, "en")


@pytest.mark.parametrize("name", sorted(library()))
@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_shipped_tree_makes_both_scripts(name: str, language: str) -> None:
    trees = {each: load(text, f"{each}.yaml") for each, text in library().items()}
    made = plan(trees, name, changes=True)
    assert all(map(only_looks, runs(made)))
    assert powershell(made, language).count("Read-Host") == 2 + len(made.changes)
    assert batch(made, language)


@pytest.mark.parametrize("name", sorted(library()))
@pytest.mark.parametrize("language", ["zh", "en"])
def test_quotes_and_brackets_of_a_script_are_closed(name: str, language: str) -> None:
    trees = {each: load(text, f"{each}.yaml") for each, text in library().items()}
    made = plan(trees, name, changes=True)
    assert unclosed(without_literals(powershell(made, language))) == []
    for line in batch(made, language).splitlines():
        assert unclosed(re.sub(r"\^.|\"[^\"]*\"|[^()\"]", "", line)) == [], line


def without_literals(script: str) -> str:
    """PowerShell without its literals; a quote that is not closed stays."""
    return re.sub(r"'(?:[^']|'')*'|\"(?:[^\"`]|`.)*\"", "", script)


def unclosed(text: str) -> list[str]:
    """Brackets that are not closed, or closed without being opened, and quotes that are left."""
    waiting: list[str] = []
    for letter in text:
        if letter in "({[":
            waiting.append(letter)
        elif letter in ")}]":
            if not waiting or waiting.pop() + letter not in {"()", "{}", "[]"}:
                return [letter]
        elif letter in "'\"‘’":
            return [letter]
    return waiting


def test_nothing_collected_is_thrown_away_when_it_cannot_be_packed() -> None:
    made = plan(TREES, "scripted")
    assert "if (Test-Path -Path $zip) { Remove-Item" in powershell(made, "en")
    assert 'if not "%made%"=="%folder%" rmdir' in batch(made, "en")


def test_what_was_collected_is_packed_before_anything_is_changed() -> None:
    made = plan(TREES, "scripted", changes=True)
    for text, packs in ((powershell(made, "en"), "Compress-Archive"), (batch(made, "en"), "made=")):
        assert 0 < text.index(packs) < text.rindex("Restart-Service Spooler")


def test_a_script_loads_nothing_and_sends_nothing() -> None:
    trees = {each: load(text, f"{each}.yaml") for each, text in library().items()}
    loading = re.compile(
        r"(?i)Invoke-(WebRequest|RestMethod|Expression)|\b(iwr|irm|iex|curl|wget|certutil)\b"
        r"|WebClient|Start-BitsTransfer|bitsadmin\S* /transfer|Send-Mail"
    )
    for name in trees:
        made = plan(trees, name, changes=True)
        for text in (powershell(made, "en"), batch(made, "en")):
            assert loading.findall(text) == []


@pytest.mark.parametrize(
    ("run", "looks"),
    [
        ("Get-Service | Where-Object {$_.Status -eq 'Running'} | Format-Table -AutoSize", True),
        ("Get-Service; Stop-Service x", False),
        ("Get-Content x | Set-Content y", False),
        ("Get-Item $(Remove-Item x)", False),
        ("Get-Service > C:\\x", False),
        ("ipconfig /all & del x", False),
        ("ipconfig /all\ndel x", False),
        ("ping a;b", False),
        ("Get-Item 'a;b' | Format-List", False),
        ("dirty", False),
        ("", False),
        (";;", False),
        ('reg query "HKLM\\x" /v "a b"', True),
    ],
)
def test_each_part_of_a_command_must_be_on_the_list(run: str, *, looks: bool) -> None:
    assert only_looks(run) is looks


@settings(max_examples=200, deadline=None)
@given(st.text(st.sampled_from("Get-Item x;|&{}()'\"$`<>\n "), max_size=40))
def test_nothing_that_runs_something_else_is_ever_listed(run: str) -> None:
    if only_looks(run):
        assert not re.search(r"[<>`]|\$\(|&", run)
