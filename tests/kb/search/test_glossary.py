"""Words that mean the same."""

from pathlib import Path

import pytest

from kb.errors import InvalidRuleError
from kb.search import glossary
from kb.search.port import Engine
from tests.kb.search.made import article, case, filled, found


def others(text: str, words: glossary.Glossary | None = None) -> dict[str, tuple[str, ...]]:
    return {"".join(one.said): one.others for one in (words or glossary.shipped()).meanings(text)}


def copy(folder: Path, text: str) -> Path:
    (folder / glossary.NAME).write_text(text, encoding="utf-8")
    return folder


def test_there_are_enough_entries() -> None:
    assert len(glossary.shipped()) >= 300


def test_the_longest_word_is_taken() -> None:
    assert list(others("访问虚拟内存")) == ["访问", "虚拟内存"]
    assert list(others("a blue screen")) == ["bluescreen"]


def test_a_word_is_known_in_any_form() -> None:
    assert "卡顿" in others("it keeps hanging")["hang"]
    assert "BSOD" in others("藍屏")["蓝屏"]


def test_a_chinese_question_finds_an_english_article(engine: Engine) -> None:
    reader = filled(
        engine,
        article("en", "Blue screen while roaming", body="the driver of the network adapter"),
        article("other", "Printer offline", body="the spooler"),
    )
    assert found(reader, "蓝屏") == ["en"]
    assert found(reader, "打印机脱机") == ["other"]


def test_an_english_question_finds_a_chinese_case(engine: Engine) -> None:
    reader = filled(engine, case("CAS-1", "打印机脱机"), case("CAS-2", "系统蓝屏"))
    assert found(reader, "bsod") == ["CAS-2"]
    assert found(reader, "printer offline") == ["CAS-1"]


def test_a_part_of_another_word_makes_no_match(engine: Engine) -> None:
    reader = filled(engine, article("sky", "The blue sky"), article("crash", "A blue screen"))
    assert found(reader, "蓝屏") == ["crash"]


def test_a_copy_in_the_data_folder_is_used(tmp_path: Path) -> None:
    mine = glossary.load(copy(tmp_path, "terms:\n  - [安盾, AnDun]\n"))
    assert others("安盾", mine) == {"安盾": ("AnDun",)}
    assert others("蓝屏", mine) == {}
    assert glossary.in_use(tmp_path)[1] == ""


def test_without_a_copy_the_shipped_one_is_used(tmp_path: Path) -> None:
    assert glossary.in_use(tmp_path) == (glossary.shipped(), "")


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("terms: [", "is not YAML"),
        ("- a\n- b\n", "needs a list `terms`"),
        ("terms:\n  - [alone]\n", "at least two words"),
        ("terms:\n  - [on, an]\n", "quotation marks"),
        ("terms:\n  - ['!!!', an]\n", "is not a word"),
        (f"terms:\n  - [{'x' * 80}, an]\n", "is not a word"),
        ("terms:\n  - [a, b]\nexamples:\n  - {query: a, adds: [c]}\n", "does not add"),
        ("terms:\n  - [a, b]\nexamples:\n  - {query: a}\n", "query and adds"),
    ],
)
def test_a_bad_copy_is_named_and_does_not_stop_anybody(
    tmp_path: Path, text: str, problem: str
) -> None:
    copy(tmp_path, text)
    with pytest.raises(InvalidRuleError, match=problem):
        glossary.load(tmp_path)
    used, told = glossary.in_use(tmp_path)
    assert used == glossary.shipped()
    assert problem in told
