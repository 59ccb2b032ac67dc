"""Text to terms."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kb.search.analysis import count_terms, tokens


def terms(text: str) -> set[str]:
    return {token.text for token in tokens(text)}


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("0x0000001E", "0x1e"),
        ("KB4551853", "4551853"),
        ("10.0.17763.1098", "17763"),
        ("ntfs.sys", "ntfs.sys"),
        ("CAS-01234-F0N8Q2", "f0n8q2"),
        ("SoftwareDistribution", "softwar"),
        ("ＫＢ４５５１８５３", "kb4551853"),
        ("裝置", "装置"),
        ("updates", "updat"),
    ],
)
def test_a_text_gives_the_term(text: str, wanted: str) -> None:
    assert wanted in terms(text)


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=60))
def test_the_bag_counts_what_the_tokens_are(text: str) -> None:
    assert dict(count_terms(text)) == {
        term: sum(token.text == term for token in tokens(text)) for term in terms(text)
    }


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=60))
def test_tokens_have_places_inside_the_text(text: str) -> None:
    assert all(0 <= token.start < token.end <= len(text) for token in tokens(text))


@settings(max_examples=100, deadline=None)
@given(st.text(alphabet="蓝屏卡顿特殊池系统更新失败重启驱动", min_size=2, max_size=30), st.data())
def test_any_two_or_more_characters_share_a_term_with_their_text(
    text: str, data: st.DataObject
) -> None:
    start = data.draw(st.integers(0, len(text) - 2))
    end = data.draw(st.integers(start + 2, len(text)))
    assert terms(text[start:end]) <= terms(text)
