import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.prose.sentences import MAX_SENTENCE, clauses, sentences


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("重启了。还是不行！怎么办？", ["重启了。", "还是不行！", "怎么办？"]),
        ("第一行\n第二行", ["第一行", "第二行"]),
        ("版本 10.0.17763.1 已装。好", ["版本 10.0.17763.1 已装。", "好"]),
        (
            "It failed. We tried e.g. sfc.exe. Then it worked.",
            ["It failed.", "We tried e.g. sfc.exe.", "Then it worked."],
        ),
        ("他说“不行。”然后走了", ["他说“不行。”", "然后走了"]),
        ("", []),
    ],
)
def test_sentences_end_in_both_languages(text: str, parts: list[str]) -> None:
    assert sentences(text) == parts


def test_clauses_end_at_commas_but_not_inside_numbers() -> None:
    assert clauses("重启后，仍报错, 共 1,024 次") == ["重启后", "仍报错", "共 1,024 次"]


@given(st.text(max_size=2000))
def test_no_character_of_sense_is_lost(text: str) -> None:
    kept = "".join("".join(sentences(text)).split())
    assert kept == "".join(text.split())
    assert all(len(one) <= MAX_SENTENCE for one in sentences(text))
