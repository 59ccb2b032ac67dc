"""The sample cases: all come in, as what they are, and without a single planted secret."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from kb.cases import Case, CaseStatus, Resolution
from kb.importing import ImportReport, import_paths
from kb.redaction import Redactor
from kb.store import Store, open_store
from trees.files import library, load

SAMPLES = Path(__file__).parents[1] / "kb" / "samples"
PLANTED = "Not-A-Real"
ACCOUNTS = {
    "CAS-03988-L3Q7U2": ["dzzlg"],
    "CAS-04102-F0N8Q3": ["chenghu-up"],
    "CAS-04391-D6Y1N9": ["xlsw"],
    "CAS-04876-M5T2K8": ["hdcz01"],
    "CAS-05217-J4C1V7": ["hp-felix"],
    "CAS-05930-X1P6L4": ["fjl-dumps"],
    "CAS-06102-V9E4B0": ["vi-traces"],
    "CAS-06671-Q8B3Y4": ["vpntest"],
    "CAS-06820-E6V1D2": ["bmt-desk7"],
    "CAS-07102-N5K9S1": ["lzadmin"],
    "CAS-07233-H2M5C9": ["sxgzc"],
}
# number, customer, messages, resolution, a code that it must be found by
CASES = [
    ("CAS-03540-B7W3E1", "临海师范学校", 6, "resolved", ""),
    ("CAS-03705-Z4H8G5", "衡川建筑设计院", 5, "resolved", ""),
    ("CAS-03988-L3Q7U2", "省地质资料馆", 6, "third-party", ""),
    ("CAS-04102-F0N8Q3", "苏州澄湖精密制造有限公司", 11, "resolved", "0x800705b4"),
    ("CAS-04391-D6Y1N9", "西岭水务集团有限公司", 9, "resolved", "0xd5"),
    ("CAS-04760-P4A7W6", "景州港务集团有限公司", 6, "resolved", ""),
    ("CAS-04876-M5T2K8", "湖东财政服务中心", 9, "third-party", "0x139"),
    ("CAS-05091-T0F2J8", "安澜县人民医院", 3, "workaround", "0x11b"),
    ("CAS-05217-J4C1V7", "Harrow & Pike Logistics", 6, "workaround", "0x800705b4"),
    ("CAS-05544-K1Z8R3", "云汀学院", 5, "resolved", "0xc004f074"),
    ("CAS-05930-X1P6L4", "Fjordlab Institute", 5, "need-data", "0x1e"),
    ("CAS-06102-V9E4B0", "Velmont Insurance", 6, "workaround", ""),
    ("CAS-06388-R2D9H5", "济宁同泽医药有限公司", 5, "resolved", "0x80070643"),
    ("CAS-06671-Q8B3Y4", "Nordhavn Elevators", 5, "resolved", ""),
    ("CAS-06820-E6V1D2", "Brightmoor Museums Trust", 6, "resolved", "0x800f081f"),
    ("CAS-07015-G8S3A6", "青岚食品股份有限公司", 5, "resolved", "0xd1"),
    ("CAS-07102-N5K9S1", "岚泽律师事务所", 4, "resolved", ""),
    ("CAS-07233-H2M5C9", "双溪公证处", 6, None, ""),
    ("CAS-07390-W1L5F7", "鸣沙档案服务中心", 5, "unresolved", ""),
    ("CAS-07418-C3U6X0", "Orvane Retail", 3, "escalate", "0xc1900101"),
]
NUMBERS = [number for number, *_ in CASES]


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Store, ImportReport, Path]]:
    folder = tmp_path_factory.mktemp("samples")
    store = open_store(folder)
    report = import_paths(store, [SAMPLES], redactor=Redactor())
    yield store, report, folder
    store.close()


@pytest.fixture
def store(archive: tuple[Store, ImportReport, Path]) -> Store:
    return archive[0]


def test_every_sample_comes_in(archive):
    _, report, _ = archive
    assert report.failed == ()
    assert sorted(report.new) == NUMBERS


def test_the_samples_seen_again_change_nothing(store):
    again = import_paths(store, [SAMPLES], redactor=Redactor())
    assert (sorted(again.unchanged), again.changed, again.messages) == (NUMBERS, frozenset(), 0)


@pytest.mark.parametrize("expected", CASES, ids=NUMBERS)
def test_a_sample_is_understood(store, expected):
    case = store.cases.get(expected[0])
    code = expected[-1] if expected[-1] in case.codes else ""
    found = (case.number, case.customer, len(case.messages), case.resolution, code)
    assert found == expected


@pytest.mark.parametrize("number", NUMBERS)
def test_an_archive_mail_is_split_into_problem_analysis_and_conclusion(store, number):
    case = store.cases.get(number)
    summary = case.summary
    if case.status is CaseStatus.ARCHIVED:
        assert not summary.extracted
        assert all((summary.problem, summary.analysis, summary.conclusion))


def test_one_sample_is_still_open(store):
    open_cases = [n for n in NUMBERS if store.cases.get(n).status is CaseStatus.OPEN]
    assert open_cases == ["CAS-07233-H2M5C9"]


def test_the_samples_show_every_way_a_case_can_end(store):
    assert {store.cases.get(number).resolution for number in NUMBERS} == {*Resolution, None}


def test_messages_stand_in_order_and_each_once(store):
    for number in NUMBERS:
        messages = store.cases.get(number).messages
        assert [message.n for message in messages] == list(range(1, len(messages) + 1))
        assert len({message.body for message in messages}) == len(messages)


# --- secrets ---------------------------------------------------------------------------------


def test_the_samples_do_plant_secrets():
    planted = [path for path in SAMPLES.iterdir() if PLANTED in path.read_text("utf-8", "ignore")]
    assert len(planted) > 10  # those in base64 do not show here


@pytest.mark.parametrize("number", NUMBERS)
def test_no_planted_password_is_left_in_a_case(store, number):
    assert [line for line in _words(store.cases.get(number)) if PLANTED in line] == []


@pytest.mark.parametrize("number", ACCOUNTS)
def test_no_account_that_stood_beside_a_password_is_left(store, number):
    words = "\n".join(_words(store.cases.get(number)))
    assert [account for account in ACCOUNTS[number] if account in words] == []


def test_no_byte_of_a_planted_password_is_in_the_data_folder(archive):
    _, _, folder = archive
    held = [path.name for path in folder.iterdir() if PLANTED.encode() in path.read_bytes()]
    assert held == []


def test_removing_secrets_leaves_titles_alone(store):
    assert [n for n in NUMBERS if "[removed:" in store.cases.get(n).title] == []


def _words(case: Case) -> Iterator[str]:
    yield from (case.title, case.customer)
    yield from (case.summary.problem, case.summary.analysis, case.summary.conclusion)
    yield from (step.text for step in case.steps)
    yield from (fact.value for fact in case.facts)
    for message in case.messages:
        yield from (message.subject, message.sender, message.body)


# --- samples, trees and articles belong together ---------------------------------------------


def test_every_case_that_a_shipped_tree_was_learnt_from_is_a_sample():
    named = {
        case
        for name, text in library().items()
        for tree in [load(text, f"{name}.yaml")]
        for case in (*tree.cases, *(example.case for example in tree.examples if example.case))
    }
    assert sorted(named - set(NUMBERS)) == []


def test_the_samples_hold_invented_addresses_only(store):
    mails = {
        word.strip("<>();,'\"")
        for number in NUMBERS
        for message in store.cases.get(number).messages
        for word in (message.sender + " " + " ".join((*message.to, *message.cc))).split()
        if "@" in word
    }
    assert [mail for mail in mails if not mail.endswith(".example")] == []
