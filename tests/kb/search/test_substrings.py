"""Any two or more Chinese characters that stand in a document find it."""

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kb.search.port import Reader
from tests.kb.search.conftest import ENGINES, engine_of
from tests.kb.search.made import article, filled, found

HAN = st.text(
    alphabet="蓝屏卡顿特殊池系统更新失败重启驱动内存转储的了在一二三", min_size=2, max_size=24
)
TRADITIONAL = str.maketrans("蓝卡顿特系统驱动内转储", "藍卡頓特系統驅動內轉儲")


@pytest.mark.parametrize("name", ENGINES)
@settings(max_examples=25, deadline=None)
@given(texts=st.lists(HAN, min_size=1, max_size=6, unique=True), data=st.data())
def test_any_part_of_a_text_finds_it(name: str, texts: list[str], data: st.DataObject) -> None:
    with TemporaryDirectory() as folder:
        engine = engine_of(name, Path(folder))
        written = [text.translate(TRADITIONAL) if n % 2 else text for n, text in enumerate(texts)]
        reader = filled(
            engine, *(article(f"d{n}", "x", body=text) for n, text in enumerate(written))
        )
        _check(reader, texts, data)
        engine.close()


def _check(reader: Reader, texts: list[str], data: st.DataObject) -> None:
    for number, text in enumerate(texts):
        start = data.draw(st.integers(0, len(text) - 2))
        part = text[start : data.draw(st.integers(start + 2, len(text)))]
        for typed in (part, part.translate(TRADITIONAL), f'"{part}"'):
            assert f"d{number}" in found(reader, typed), (typed, texts)


@pytest.mark.parametrize("name", ENGINES)
@settings(max_examples=15, deadline=None)
@given(text=HAN, data=st.data())
def test_a_single_character_finds_its_text(name: str, text: str, data: st.DataObject) -> None:
    with TemporaryDirectory() as folder:
        engine = engine_of(name, Path(folder))
        body = "word " * 200 + text
        reader = filled(engine, article("it", "x", body=body), article("other", "y", body="无关"))
        char = data.draw(st.sampled_from(text))
        assert found(reader, char)[:1] == ["it"]
        engine.close()


@pytest.mark.parametrize("name", ENGINES)
def test_a_word_that_a_line_break_parts_is_found(name: str, tmp_path: Path) -> None:
    reader = filled(engine_of(name, tmp_path), article("it", "x", body="出现卡\n  顿现象"))
    assert found(reader, "卡顿") == ["it"]
    assert found(reader, '"卡顿现象"') == ["it"]


@pytest.mark.parametrize("name", ENGINES)
def test_width_and_case_do_not_matter(name: str, tmp_path: Path) -> None:
    texts = {"wide": "ＫＢ４５５１８５３ ｎｔｆｓ．ｓｙｓ", "kana": "ｶﾞｲﾄﾞ", "accent": "café"}
    documents = (article(key, "x", body=text) for key, text in texts.items())
    reader = filled(engine_of(name, tmp_path), *documents)
    assert found(reader, "kb4551853") == ["wide"]
    assert found(reader, "NTFS.SYS") == ["wide"]
    assert found(reader, "ガイド") == ["kana"]
    assert found(reader, "CAFE\u0301") == ["accent"]
