"""Collection scripts on the site and in a terminal."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from tests.webapp.conftest import Visitor
from webapp.cli import cli
from webapp.services import Services

TREE = "bits-reset"
CHANGES = "bitsadmin.exe /reset /allusers"


def parts(page: str) -> tuple[str, str]:
    """What the script does, and what it leaves to people."""
    runs, _, left = page.partition("What it leaves to people")
    return runs, left


def test_a_script_is_shown_command_by_command_before_it_is_downloaded(engineer: Visitor) -> None:
    runs, left = parts(engineer.text(f"/trees/{TREE}/script"))
    assert "bitsadmin.exe /list /allusers" in runs
    assert CHANGES not in runs
    assert CHANGES in left
    assert "changes the system" in left


def test_changes_come_in_on_request(engineer: Visitor) -> None:
    runs, left = parts(engineer.text(f"/trees/{TREE}/script?changes=1"))
    assert CHANGES in runs
    assert CHANGES not in left


@pytest.mark.parametrize(("form", "mark"), [("ps1", b"\xef\xbb\xbfWrite-Host"), ("cmd", b"@echo")])
def test_a_script_is_downloaded_as_windows_reads_it(
    engineer: Visitor, form: str, mark: bytes
) -> None:
    answer = engineer.get(f"/trees/{TREE}/script.{form}?language=zh")
    assert f'"collect-{TREE}.{form}"' in answer.headers["Content-Disposition"]
    data = answer.get_data()
    assert data.startswith(mark)
    assert b"\n" not in data.replace(b"\r\n", b"")
    assert "数据收集脚本".encode() in data
    assert b"(bitsadmin.exe /reset" not in data


def test_no_other_form_is_offered(engineer: Visitor) -> None:
    assert engineer.get(f"/trees/{TREE}/script.vbs").status_code == 404


def test_a_walk_collects_only_what_may_still_come(engineer: Visitor) -> None:
    walk = engineer.post("/walks/", tree_id="softwaredistribution-reset").request.path
    asked = "Test-Path C:\\Windows\\SoftwareDistribution_old"
    assert asked in engineer.get(f"{walk}/script.cmd").get_data(as_text=True)
    engineer.post(f"{walk}/answer", node="old-backup", answer="none", at=0)
    assert asked not in engineer.get(f"{walk}/script.cmd").get_data(as_text=True)


def test_a_terminal_writes_the_same_script(
    engineer: Visitor, services: Services, tmp_path: Path
) -> None:
    run = CliRunner(env={"CASEPATH_DATA": str(services.settings.data), "CASEPATH_LANGUAGE": "en"})
    target = tmp_path / "collect.cmd"
    command = ["trees", "script", TREE, "--format", "cmd", "--with-changes", "-o", str(target)]
    assert run.invoke(cli, command).exit_code == 0
    site = engineer.get(f"/trees/{TREE}/script.cmd?language=en&changes=1")
    assert target.read_bytes() == site.get_data()
    shown = run.invoke(cli, ["trees", "script", TREE])
    assert shown.stdout_bytes.startswith(b"\xef\xbb\xbfWrite-Host")


def test_a_terminal_says_what_is_missing(services: Services, tmp_path: Path) -> None:
    run = CliRunner(env={"CASEPATH_DATA": str(services.settings.data)})
    assert "name a tree" in run.invoke(cli, ["trees", "script"]).stderr
    nowhere = str(tmp_path / "no" / "x.ps1")
    assert "cannot be written" in run.invoke(cli, ["trees", "script", TREE, "-o", nowhere]).stderr
