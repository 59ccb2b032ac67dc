import re
from pathlib import Path

import pytest

from tests.webapp.cli.conftest import EXPORT, THIRD, Casepath

NUMBER = "CAS-07777-Q1W2"


def counts(answer: dict[str, object]) -> dict[str, object]:
    assert isinstance(answer.pop("seconds"), float)
    return answer


def test_an_import_tells_what_came_in(empty: Casepath, export: Path) -> None:
    assert counts(empty("cases", "import", str(export), "--json").json) == {
        "files": 1,
        "cases": {"new": 1, "changed": 0, "unchanged": 0},
        "messages": 2,
        "redactions": 1,
        "failed": [],
    }


def test_a_second_import_changes_nothing(empty: Casepath, export: Path) -> None:
    empty("cases", "import", str(export))
    before = empty("cases", "show", NUMBER, "--json").json
    again = counts(empty("cases", "import", str(export.parent), "--json").json)
    assert again["cases"] == {"new": 0, "changed": 0, "unchanged": 1}
    assert empty("cases", "show", NUMBER, "--json").json == before


def test_a_longer_thread_adds_its_new_message(empty: Casepath, export: Path) -> None:
    empty("cases", "import", str(export))
    export.write_text(EXPORT + THIRD, encoding="utf-8")
    again = counts(empty("cases", "import", str(export), "--json").json)
    assert (again["cases"], again["messages"]) == ({"new": 0, "changed": 1, "unchanged": 0}, 1)
    assert len(empty("cases", "show", NUMBER, "--json").json["messages"]) == 3


def test_files_that_cannot_be_read_are_listed_and_the_others_imported(
    empty: Casepath, export: Path
) -> None:
    (export.parent / "empty.txt").write_bytes(b"")
    (export.parent / "picture.png").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 8)
    answer = empty("cases", "import", str(export.parent), str(export.parent / "gone.eml"), "--json")
    assert answer.code == 1
    failed = answer.json["failed"]
    assert [Path(each["path"]).name for each in failed] == ["empty.txt", "picture.png", "gone.eml"]
    assert all(each["error"] for each in failed)
    assert answer.json["cases"]["new"] == 1


def test_people_read_the_same_in_a_line(empty: Casepath, export: Path) -> None:
    (export.parent / "empty.txt").write_bytes(b"")
    answer = empty("cases", "import", str(export.parent))
    assert answer.code == 1
    assert re.sub(r"[\d.]+ s$", "0.1 s", answer.out.strip()) == (
        "2 files, 1 new case, 0 changed, 0 unchanged, 2 messages, 1 secret removed in 0.1 s"
    )
    assert answer.err.startswith(f"failed: {export.parent / 'empty.txt'}: ")


def test_a_password_never_reaches_the_data_folder(empty: Casepath, export: Path) -> None:
    empty("cases", "import", str(export))
    shown = empty("cases", "show", NUMBER).out
    assert "Kestrel#2291" not in shown
    assert "[removed:password]" in shown
    for file in empty.data.rglob("*"):
        assert not file.is_file() or b"Kestrel" not in file.read_bytes()


def test_a_case_as_json_keeps_its_contract(casepath: Casepath) -> None:
    assert casepath("cases", "show", "CAS-05001-A1B2", "--json").json == {
        "number": "CAS-05001-A1B2",
        "title": "更新时出现 0x800705b4",
        "customer": "晨泽科技有限公司",
        "status": "archived",
        "opened": "2024-03-05T09:30:00",
        "archived": "2024-03-08T17:00:00",
        "products": ["Windows 10"],
        "codes": ["0x800705b4"],
        "resolution": "resolved",
        "summary": {
            "problem": "更新下载失败",
            "analysis": "连接正常，缓存损坏",
            "conclusion": "重命名 SoftwareDistribution 后恢复",
        },
        "steps": [{"text": "重命名 SoftwareDistribution", "result": "worked", "message": 2}],
        "facts": [{"kind": "code", "value": "0x800705b4", "message": 1, "line": 1}],
        "messages": [
            {
                "n": 1,
                "sent_at": "2024-03-05T09:30:00",
                "sender": "吴琳 <wu@chenze.example>",
                "to": [],
                "cc": [],
                "subject": "更新",
                "body": "下载报错 0x800705b4",
            },
            {
                "n": 2,
                "sent_at": None,
                "sender": "Lin Engineer",
                "to": [],
                "cc": [],
                "subject": "回复",
                "body": "登录密码：[removed:password]\n<b>请重试</b>",
            },
        ],
    }


def test_a_case_is_shown_to_people(casepath: Casepath) -> None:
    assert casepath.ok("cases", "show", "CAS-05001-A1B2") == (
        """\
CAS-05001-A1B2 更新时出现 0x800705b4
Customer  晨泽科技有限公司
State     archived, resolved
Opened    2024-03-05 09:30
Archived  2024-03-08 17:00
Products  Windows 10
Codes     0x800705b4

Problem
  更新下载失败

Analysis
  连接正常，缓存损坏

Conclusion
  重命名 SoftwareDistribution 后恢复

Steps
Message  Result  Step
2        worked  重命名 SoftwareDistribution

Facts
Kind  Value       Message  Line
code  0x800705b4  1        1

1. 吴琳 <wu@chenze.example> 2024-03-05 09:30
Subject  更新
  下载报错 0x800705b4

2. Lin Engineer
Subject  回复
  登录密码：[removed:password]
  <b>请重试</b>
"""
    )


def test_cases_are_listed_in_columns(casepath: Casepath) -> None:
    assert casepath.ok("cases", "list") == (
        """\
Number          Opened      State     Customer          Title
CAS-05001-A1B2  2024-03-05  resolved  晨泽科技有限公司  更新时出现 0x800705b4
"""
    )


@pytest.mark.parametrize(
    ("filters", "total"),
    [
        (("--code", "-2147023436"), 1),
        (("--code", "0x800705B4"), 1),
        (("--code", "0x1e"), 0),
        (("--product", "Windows 10", "--year", "2024", "--status", "archived"), 1),
        (("--year", "2023"), 0),
        (("--status", "open"), 0),
    ],
)
def test_lists_are_narrowed(casepath: Casepath, filters: tuple[str, ...], total: int) -> None:
    listed = casepath("cases", "list", *filters, "--json").json
    assert (listed["total"], len(listed["cases"])) == (total, total)


def test_a_long_list_says_that_there_is_more(casepath: Casepath, export: Path) -> None:
    casepath("cases", "import", str(export))
    listed = casepath.ok("cases", "list", "--limit", "1", "--offset", "1")
    assert listed.splitlines()[1:] == [
        "CAS-07777-Q1W2  2023-03-01  " + listed.splitlines()[1].split("2023-03-01  ")[1],
        "1 of 2 cases; --offset and --limit show more",
    ]


def test_an_empty_list_says_what_to_do(empty: Casepath) -> None:
    assert empty.ok("cases", "list") == "No cases. `casepath cases import PATH` brings some in.\n"


def test_a_team_says_how_its_case_numbers_look(empty: Casepath, tmp_path: Path) -> None:
    mail = tmp_path / "a.eml"
    mail.write_bytes(
        b"From: a@farsail.example\nTo: c@desk.example\nSubject: Re: HD204417 slow logon\n"
        b"Date: Mon, 02 Mar 2026 08:00:00 +0800\n\nHello\n"
    )
    answer = empty(
        "cases", "import", str(mail), environ={"CASEPATH_CASE_NUMBERS": r"HD\d{6} REQ-\d+"}
    )
    assert answer.code == 0
    assert [row["number"] for row in empty("cases", "list", "--json").json["cases"]] == ["HD204417"]


def test_attached_texts_are_found_and_shown_where_a_setting_keeps_them(
    empty: Casepath, tmp_path: Path
) -> None:
    mail = tmp_path / "a.eml"
    mail.write_bytes(
        b"From: a@farsail.example\nTo: c@desk.example\nSubject: slow logon\n"
        b"Date: Mon, 02 Mar 2026 08:00:00 +0800\nContent-Type: multipart/mixed; boundary=b\n\n"
        b"--b\n\nsee the file\n"
        b"--b\nContent-Disposition: attachment; filename=setup.log\n\nwinlogon waits\n--b--\n"
    )
    empty.ok("cases", "import", str(mail))
    assert empty("search", "winlogon", "--json").json["total"] == 0
    environ = {"CASEPATH_ATTACHMENTS": "text"}
    assert empty("cases", "import", str(mail), environ=environ).code == 0
    assert empty("search", "winlogon", "--kind", "case", "--json").json["total"] == 1


def test_cases_are_understood_anew(casepath: Casepath) -> None:
    changed = counts(casepath("cases", "refresh", "--json").json)
    assert changed["cases"] == {"new": 0, "changed": 1, "unchanged": 0}
    again = casepath.ok("cases", "refresh")
    assert re.sub(r"[\d.]+ s$", "0.1 s", again.strip()) == (
        "0 cases changed, 1 unchanged, 0 secrets removed in 0.1 s"
    )
