from hypothesis import given
from hypothesis import strategies as st

from kb.cases import Fact, FactKind, Message
from kb.codes import canonical
from kb.facts import find_facts, products, third_parties

PIECES = (
    "0x8007000d",
    "DRIVER_POWER_STATE_FAILURE (9f)",
    "KB5005565",
    "10.0.19041.1237",
    "Tcpip.sys",
    "ndis,sys",
    "netsh winsock reset",
    "services.msc",
    r"C:\Windows\Logs\CBS",
    "BITS",
    "Procmon",
    "Windows 10 21H2",
    "金蝶",
    "，",
    "。",
    "\n",
    " 请看 ",
    "端口 139",
)


def message(body: str, n: int = 1) -> Message:
    return Message(n, None, "Wen Lan", (), (), "", body)


def stated(fact: Fact, body: str) -> str:
    return body.split("\n")[fact.line - 1][fact.start : fact.end]


def test_facts_tell_message_line_and_columns() -> None:
    messages = [message("你好"), message("先看\n更新报 0x80070490，装 KB5005565", 2)]
    facts = find_facts(messages)
    assert facts == (
        Fact(FactKind.CODE, "0x80070490", 2, 2, 4, 14),
        Fact(FactKind.KB, "KB5005565", 2, 2, 17, 26),
    )


def test_a_value_is_told_once_a_line() -> None:
    facts = find_facts([message("ntfs.sys、Ntfs.sys\nntfs,sys")])
    assert [(one.value, one.line, one.start) for one in facts] == [
        ("ntfs.sys", 1, 0),
        ("ntfs.sys", 2, 0),
    ]


def test_names_inside_links_addresses_and_paths_are_no_facts() -> None:
    body = "https://outlook.site.example/kb/KB5005565\nwang@skype.example\nC:\\Office\\Lync\\x.log"
    assert [one.kind for one in find_facts([message(body)])] == [FactKind.PATH]


def test_a_command_keeps_its_exact_writing() -> None:
    facts = find_facts([message("运行 DISM /Online /Cleanup-Image /ScanHealth 即可")])
    commands = [one.value for one in facts if one.kind is FactKind.COMMAND]
    assert commands == ["DISM /Online /Cleanup-Image /ScanHealth"]


def test_products_of_a_case_begin_with_those_named_most() -> None:
    body = "Windows 10 1909 上的 Outlook 卡\nOutlook 2016 也卡\nOutlook 2016 装了WPS"
    facts = find_facts([message(body)])
    assert products(facts) == ("Outlook 2016", "Windows 10 1909", "WPS Office")
    assert third_parties(facts) == ("WPS Office",)


@given(st.lists(st.sampled_from(PIECES), max_size=12))
def test_every_span_holds_what_its_fact_says(pieces: list[str]) -> None:
    body = " ".join(pieces)
    for fact in find_facts([message(body)]):
        text = stated(fact, body)
        assert text == text.strip() != ""
        if fact.kind in {FactKind.COMMAND, FactKind.PATH}:
            assert fact.value == text
        if fact.kind is FactKind.CODE:
            assert canonical(text) == fact.value
        if fact.kind is FactKind.DRIVER:
            assert fact.value == text.lower().replace(",", ".")


@given(st.text(max_size=400))
def test_any_text_gives_spans_inside_its_lines(body: str) -> None:
    lines = body.split("\n")
    for fact in find_facts([message(body)]):
        assert 0 <= fact.start < fact.end <= len(lines[fact.line - 1])


def test_a_code_that_only_the_subject_states_is_a_fact_of_line_0() -> None:
    subject = "回复: 更新失败 0x80070643，KB5034441"
    messages = [
        Message(1, None, "lou", (), (), subject, "请看附件。"),
        Message(2, None, "Qin", (), (), subject, "KB5034441 需要更大的恢复分区。"),
    ]
    assert [(f.kind, f.value, f.message, f.line) for f in find_facts(messages)] == [
        (FactKind.CODE, "0x80070643", 1, 0),
        (FactKind.KB, "KB5034441", 2, 1),
    ]
