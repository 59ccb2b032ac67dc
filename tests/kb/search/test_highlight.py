"""Passages and marks."""

from hypothesis import given, settings
from hypothesis import strategies as st

from kb.search import highlight
from kb.search.analysis import tokens
from kb.search.finding import Finder
from kb.search.results import Segment, marked_html, plain


def passage(text: str, *terms: str) -> str:
    weights = dict.fromkeys(terms, 1.0)
    return plain(highlight.snippet(text, weights, Finder(weights)))


def test_the_passage_with_most_of_the_words_is_shown() -> None:
    text = "gamma alone. " + "filler " * 60 + "here alpha stands by beta. " + "filler " * 60
    shown = passage(text, "alpha", "beta", "gamma")
    assert "«alpha» stands by «beta»" in shown
    assert shown.startswith("… ")
    assert shown.endswith(" …")
    assert len(shown) < highlight.WIDTH + 30


def test_pairs_of_a_chinese_word_are_one_mark() -> None:
    assert passage("开启特殊池以后", "特殊", "殊池") == "开启«特殊池»以后"


def test_a_code_is_marked_as_it_was_written() -> None:
    assert passage("stop 0x0000001E here", "0x1e") == "stop «0x0000001E» here"


def test_folded_letters_are_marked_in_the_original() -> None:
    assert passage("ﬁle 藍屏 ＫＢ１２", "file", "蓝屏", "kb12") == "«ﬁle» «藍屏» «ＫＢ１２»"


def test_words_are_marked_whole_and_also_beside_chinese() -> None:
    assert passage("开special pool", "special", "pool") == "开«special» «pool»"
    assert passage("specially pooling", "special") == "«specially» pooling"
    assert passage("unspecial", "special") == "unspecial"


def test_words_of_a_synonym_are_marked_only_side_by_side() -> None:
    weights = {"lag": 2.0, "not": 1.0, "respond": 1.0, "没有": 1.0, "有响": 1.0, "响应": 1.0}
    finder = Finder(weights, set(weights) - {"lag"})
    for text, shown in (
        ("not responding, not a lag", "«not» «responding», not a «lag»"),
        ("还没有重现, 只是没有响应", "还没有重现, 只是«没有响应»"),
    ):
        assert plain(highlight.snippet(text, weights, finder)) == shown


def test_a_text_without_the_words_shows_its_beginning() -> None:
    assert passage("short text", "absent") == "short text"
    assert passage("", "absent") == ""


def test_html_is_escaped() -> None:
    pieces = (Segment("<b>"), Segment('a"&', marked=True))
    assert marked_html(pieces) == "&lt;b&gt;<mark>a&quot;&amp;</mark>"


@settings(max_examples=150, deadline=None)
@given(st.text(alphabet="ab <&蓝屏卡é\u0301ﬁ\n", max_size=300))
def test_a_passage_is_a_part_of_the_text(text: str) -> None:
    weights = {"蓝屏": 1.0, "a": 2.0, "ab": 1.0}
    pieces = highlight.snippet(text, weights, Finder(weights))
    joined = "".join(piece.text for piece in pieces)
    assert joined.removeprefix("… ").removesuffix(" …") in text


@settings(max_examples=150, deadline=None)
@given(st.text(alphabet="ab. 蓝屏卡-", max_size=80))
def test_a_title_keeps_every_character(text: str) -> None:
    pieces = highlight.title(text, Finder({"蓝屏", "a", "ab"}))
    assert "".join(piece.text for piece in pieces) == text


@settings(max_examples=150, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            ["organization", "relational", "hoping", "skies", "ntfs.sys", "0x1E", "KB12"]
        )
    ),
    st.text(alphabet="abKB12 .蓝屏", max_size=40),
)
def test_terms_are_found_where_the_analyzer_has_them(words: list[str], text: str) -> None:
    text = " ".join([*words, text])
    assert set(Finder({one.text for one in tokens(text)}).find(text)) >= set(tokens(text))
