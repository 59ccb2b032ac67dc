"""Pasted text: what it holds, where to start."""

from kb.indexing import Index
from kb.redaction import Redactor
from kb.store import Store
from kb.triage import LONGEST, Triage, triage
from tests.kb.search.conftest import sample_data, sample_store, samples

__all__ = ["sample_data", "sample_store", "samples"]

PASTED = """
王工您好, 检查更新时又报错了:
WindowsUpdate_800705B4, also (0x800705b4), KB4601345 不能安装
用户名：report-fake  密码：Zq7-not-real-99
STOP 0x0000001E (KMODE_EXCEPTION_NOT_HANDLED), ntfs.sys 10.0.17763.1098
"""


def asked(index: Index, store: Store, text: str) -> Triage:
    return triage(index, store, Redactor(), text)


def test_codes_are_explained_once_each(samples: Index, sample_store: Store) -> None:
    codes = {one.canonical: one for one in asked(samples, sample_store, PASTED).codes}
    assert {"0x800705b4", "0x1e"} <= set(codes)
    assert "ERROR_TIMEOUT" in {name.name for name in codes["0x800705b4"].names}


def test_facts_are_told_with_their_lines(samples: Index, sample_store: Store) -> None:
    facts = {one.value: one for one in asked(samples, sample_store, PASTED).facts}
    assert facts["KB4601345"].line == 3
    assert facts["ntfs.sys"].line == 5


def test_trees_cases_and_articles_are_found(samples: Index, sample_store: Store) -> None:
    told = asked(samples, sample_store, PASTED)
    assert "windows-update-0x800705b4" in {hit.id for hit in told.trees}
    assert "CAS-04102-F0N8Q3" in {hit.id for hit in told.cases}
    assert "update-times-out-0x800705b4" in {hit.id for hit in told.articles}
    assert {hit.kind for hit in told.trees} == {"tree"}


def test_a_secret_of_the_text_is_nowhere_in_the_answer(samples: Index, sample_store: Store) -> None:
    told = repr(asked(samples, sample_store, PASTED))
    assert "Zq7-not-real-99" not in told


def test_nothing_and_very_much_are_answered(samples: Index, sample_store: Store) -> None:
    nothing = asked(samples, sample_store, " ")
    assert (nothing.codes, nothing.facts) == ((), ())
    much = asked(samples, sample_store, "Windows " * LONGEST + "0x800705b4 at the end")
    assert [one.canonical for one in much.codes] == ["0x800705b4"]
