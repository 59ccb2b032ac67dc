import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from webapp.portal.tokens import index_terms, query_terms


@pytest.mark.parametrize(
    "text, terms",
    [
        ("更新失败", ["更新", "新失", "失败"]),
        ("蓝屏", ["蓝屏"]),
        ("屏", ["屏"]),
        ("藍屏", ["蓝屏"]),
        ("0x0000001E", ["0x1e"]),
        ("0X800705B4", ["0x800705b4"]),
        ("800705b4", ["0x800705b4"]),
        ("ｗｕ 服务", ["wu", "服务"]),
        (
            "Updates of policies, buses and status",
            ["update", "of", "policy", "buse", "and", "status"],
        ),
        ("wuauserv.dll", ["wuauserv", "dll"]),
        ("DISM队列", ["dism", "队列"]),
        ("更新 更新", ["更新"]),
        ("Ürgent", ["ürgent"]),
        ("…！", []),
        ("", []),
    ],
)
def test_a_query_becomes_terms(text: str, terms: list[str]) -> None:
    assert query_terms(text) == terms


def test_a_text_is_indexed_with_the_last_character_of_each_run() -> None:
    assert index_terms("更新失败，重试 3 次") == [
        "更新",
        "新失",
        "失败",
        "败",
        "重试",
        "试",
        "3",
        "次",
    ]


def test_the_number_of_an_update_is_found_alone() -> None:
    assert index_terms("KB5034441") == ["kb5034441", "5034441"]


def test_a_term_has_a_limit() -> None:
    assert [len(term) for term in query_terms("x" * 500)] == [40]


texts = st.text(st.sampled_from("更新失败蓝屏ab01x. ，KＢé々𠮷"), max_size=30)


@settings(max_examples=200)
@given(texts)
def test_a_text_is_found_by_all_of_its_own_terms_but_single_characters(text: str) -> None:
    indexed = index_terms(text)
    assert all(
        term in indexed or any(known.startswith(term) for known in indexed)
        for term in query_terms(text)
    )


@settings(max_examples=200)
@given(texts, st.text(st.sampled_from("更新失败蓝屏"), min_size=2, max_size=6), texts)
def test_any_stretch_of_chinese_finds_the_text_that_holds_it(
    before: str, stretch: str, after: str
) -> None:
    assert set(query_terms(stretch)) <= set(index_terms(before + stretch + after))
