from pathlib import Path

from tests.webapp.cli.conftest import Casepath

LOG = "Error CBS [HRESULT = 0x800705b4]\npassword: Kestrel#2291\nKB5034441 SoftwareDistribution 更新\n"
KEYS = {"codes", "facts", "trees", "cases", "articles"}


def test_the_answer_keeps_its_contract(casepath: Casepath) -> None:
    found = casepath("triage", "-", "--json", typed=LOG).json
    assert set(found) == KEYS
    assert [code["canonical"] for code in found["codes"]] == ["0x800705b4"]
    assert {"kind": "kb", "value": "KB5034441", "message": 1, "line": 3} in found["facts"]
    assert found["trees"][0]["id"] == "windows-update-0x800705b4"
    assert found["cases"][0]["url"] == "/cases/CAS-05001-A1B2"
    assert set(found["articles"][0]) == {"id", "kind", "title", "snippet", "score", "url"}


def test_people_read_where_to_start(casepath: Casepath, tmp_path: Path) -> None:
    path = tmp_path / "CBS.log"
    path.write_text(LOG, encoding="utf-16")
    told = casepath.ok("triage", str(path))
    for heading in ("Error codes", "Facts", "Trees to walk", "Similar cases", "Articles"):
        assert f"\n{heading}\n" in told
    assert "  0x800705b4  ERROR_TIMEOUT\n" in told
    assert told.endswith("Begin with `casepath trees walk windows-update-0x800705b4`\n")


def test_a_secret_is_neither_printed_nor_stored(casepath: Casepath) -> None:
    told = casepath.ok("triage", "-", typed=LOG) + casepath.ok("triage", "-", "--json", typed=LOG)
    assert "Kestrel" not in told
    files = (path.read_bytes() for path in casepath.data.rglob("*") if path.is_file())
    assert [True for data in files if b"Kestrel" in data] == []


def test_what_nobody_has_seen_before_says_what_to_do(casepath: Casepath) -> None:
    assert casepath.ok("triage", "-", typed="qqqq\nzzzz\n") == (
        "Nothing like it is in the archive. Search for the symptom: `casepath search WORDS`\n"
    )


def test_what_is_no_text_is_refused_in_one_line(casepath: Casepath) -> None:
    assert casepath("triage", "-", typed=bytes(range(256))).refusal == (
        "binary data of a kind that holds no mail: give the text of a log, a mail or a tool"
    )
    assert casepath("triage", "nowhere.log").code == 2
