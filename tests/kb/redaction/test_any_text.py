"""What holds for every text, whatever stands in it."""

from hypothesis import given, settings
from hypothesis import strategies as st

from kb.redaction import Redactor, redact
from kb.redaction.fold import Folded
from kb.redaction.layers import layered
from kb.redaction.model import Span

WORDS = (
    "密码 ： Rz7wQp31 账号 password is | “ ” 林 先生 Anna @x.example 13900112233 10.1.2.3 Ａ 碼 <b>"
)
PIECES = st.sampled_from([*WORDS.split(), "\n", " ", "\u200b", "\ud800", "\\\\fs01\\a"])
TEXTS = st.one_of(st.text(max_size=80), st.lists(PIECES, max_size=25).map("".join))
SPANS = st.tuples(st.integers(0, 30), st.integers(1, 12), st.sampled_from(["a", "b"]))


@settings(max_examples=150, deadline=None)
@given(TEXTS)
def test_findings_stand_in_order_apart_and_inside_the_text(text: str) -> None:
    done = redact(text)
    ends = [0, *(place for each in done.findings for place in (each.start, each.end)), len(text)]
    assert ends == sorted(ends)
    assert all(each.start < each.end for each in done.findings)


@settings(max_examples=60, deadline=None)
@given(TEXTS)
def test_a_password_that_one_text_gives_away_is_in_no_text_of_the_thread(text: str) -> None:
    secret = "Zk4-tulip-88"
    redactions = Redactor().secrets((f"密码：{secret}", f"{text} {secret} {text}"))
    assert all(secret not in each.text for each in redactions)


@given(st.text(max_size=60))
def test_a_place_in_the_folded_text_leads_back_to_its_characters(text: str) -> None:
    view = Folded(text)
    for n in range(len(view.text)):
        start, end = view.original(n, n + 1)
        assert Folded(text[start:end]).text in {view.text[n], " "}


@given(st.lists(SPANS, max_size=12))
def test_layers_never_overlap_and_the_first_keeps_its_characters(
    given_spans: list[tuple[int, int, str]],
) -> None:
    text = "x" * 50
    spans = [Span(kind, "r", start, start + length) for start, length, kind in given_spans]
    kept = layered(text, spans)
    places = [place for each in kept for place in (each.start, each.end)]
    assert places == sorted(places)
    if spans:
        first = spans[0]
        assert any(
            each.kind == first.kind and each.start <= first.start and first.end <= each.end
            for each in kept
        )
