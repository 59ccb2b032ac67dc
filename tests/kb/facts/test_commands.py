import pytest

from kb.facts.commands import MAX_COMMAND, find_commands
from kb.facts.found import Body


def found(text: str) -> list[str]:
    return [one.value for one in find_commands(Body(text))]


@pytest.mark.parametrize(
    ("text", "commands"),
    [
        (
            "运行Test-NetConnection -ComputerName upd.site.example -Port 443（可复制）命令",
            ["Test-NetConnection -ComputerName upd.site.example -Port 443"],
        ),
        ("输入：bitsadmin.exe /list /allusers，看结果", ["bitsadmin.exe /list /allusers"]),
        (
            "netsh trace start capture=yes maxsize=200M tracefile=d:\\lag.etl",
            ["netsh trace start capture=yes maxsize=200M tracefile=d:\\lag.etl"],
        ),
        ("输入 verifier 后回车", ["verifier"]),
        ("打开services.msc和appwiz.cpl", ["services.msc", "appwiz.cpl"]),
        ("执行get-windowsupdatelog，等待", ["get-windowsupdatelog"]),
        ("Run sfc /scannow, then restart.", ["sfc /scannow"]),
        ("先 net stop spooler 再 net start spooler", ["net stop spooler", "net start spooler"]),
        (
            'reg query "HKLM\\SOFTWARE\\Demo Co" /v Mode',
            ['reg query "HKLM\\SOFTWARE\\Demo Co" /v Mode'],
        ),
        (
            "Get-Service bits, wuauserv | Restart-Service -Force",
            ["Get-Service bits, wuauserv | Restart-Service -Force"],
        ),
        ("C:\\Windows\\system32>chkdsk c: /f", ["chkdsk c: /f"]),
        ("0: kd> !analyze -v", ["!analyze -v"]),
        ("`gpupdate /force`", ["gpupdate /force"]),
        ("用 ping 192.0.2.7 -n 20 测", ["ping 192.0.2.7 -n 20"]),
    ],
)
def test_a_command_line_is_found_whole_and_alone(text: str, commands: list[str]) -> None:
    assert found(text) == commands


@pytest.mark.parametrize(
    "text",
    [
        "the verifier found nothing",
        "a net gain, a clear copy, a start-up problem",
        "We ping them tomorrow and copy the report to you.",
        "set up a test-driven process",
        "Outlook / Access 都卡",
        "powershell 窗口",
    ],
)
def test_words_that_are_also_programs_are_no_commands(text: str) -> None:
    assert found(text) == []


def test_a_command_ends_somewhere() -> None:
    assert len(found("sfc " + "/a" * 5000)[0]) <= MAX_COMMAND
