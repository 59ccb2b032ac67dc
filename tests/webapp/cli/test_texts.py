"""`redact` and `codes`: they work alone, without a data folder."""

from pathlib import Path

import pytest

from tests.webapp.cli.conftest import Casepath

TEXT = "请登录：\n密码：Kestrel#2291\n谢谢"


def test_redact_gives_offsets_into_the_input(empty: Casepath, tmp_path: Path) -> None:
    file = tmp_path / "mail.txt"
    file.write_text(TEXT, encoding="utf-8")
    found = empty("redact", str(file), "--json").json
    assert found["text"] == "请登录：\n密码：[removed:password]\n谢谢"
    start = TEXT.index("Kestrel")
    assert found["findings"] == [
        {
            "kind": "password",
            "start": start,
            "end": start + len("Kestrel#2291"),
            "replacement": "[removed:password]",
        }
    ]
    assert not empty.data.exists()


def test_redact_is_a_filter_for_pipes(empty: Casepath) -> None:
    answer = empty("redact", "-", typed=TEXT)
    assert answer.code == 0
    assert answer.out == "请登录：\n密码：[removed:password]\n谢谢\n"
    assert answer.err == "Removed: 1 password\n"


def test_redact_of_a_harmless_text_says_so(empty: Casepath) -> None:
    answer = empty("redact", "-", typed="Hello\n")
    assert (answer.out, answer.err) == ("Hello\n", "Removed: nothing\n")


def test_redact_reads_old_chinese_encodings(empty: Casepath) -> None:
    assert (
        empty("redact", "-", "--json", typed=TEXT.encode("gb18030"))
        .json["text"]
        .startswith("请登录")
    )


def test_redact_of_a_missing_file_is_wrong_usage(empty: Casepath) -> None:
    answer = empty("redact", "gone.txt")
    assert (answer.code, answer.err.count("\n")) == (2, 1)


def test_codes_are_explained_in_any_notation(empty: Casepath) -> None:
    hexadecimal, decimal = empty("codes", "0x800705B4", "-2147023436", "--json").json
    assert hexadecimal == {
        "input": "0x800705B4",
        "canonical": "0x800705b4",
        "names": [{"table": "win32", "name": "ERROR_TIMEOUT"}],
        "parts": {
            "form": "hresult",
            "severity": "error",
            "customer": False,
            "facility": 7,
            "facility_name": "WIN32",
            "code": 1460,
            "wraps": "0x5b4",
        },
    }
    assert decimal == hexadecimal | {"input": "-2147023436"}
    assert not empty.data.exists()


def test_codes_tell_people_names_and_parts(empty: Casepath) -> None:
    assert empty.ok("codes", "0x800705b4") == (
        """\
0x800705b4  0x800705b4
  win32     ERROR_TIMEOUT
  form      hresult
  severity  error
  facility  7 WIN32
  code      1460 (0x5b4)
  carries   0x5b4
"""
    )


@pytest.mark.parametrize("text", ["hello", "", "\x1b[2J"])
def test_what_is_no_code_is_said_to_be_none(empty: Casepath, text: str) -> None:
    answer = empty("codes", "--", text)
    assert answer.code == 1
    assert answer.out.endswith("not an error code\n")
    assert "\x1b" not in answer.out
    assert empty("codes", "--json", "--", text).json[0]["canonical"] is None


def test_a_pasted_line_may_hold_several_codes(empty: Casepath) -> None:
    told = empty("codes", "更新报 0x80070005，之后 0x80073712", "--json").json
    assert [each["canonical"] for each in told] == ["0x80070005", "0x80073712"]


def test_a_misspelt_name_is_met_with_the_right_one(empty: Casepath) -> None:
    answer = empty("codes", "error_acces_denied")
    assert answer.out.startswith(
        "error_acces_denied  not an error code; did you mean ERROR_ACCESS_DENIED"
    )
