"""The search page."""

from tests.webapp.conftest import CASE, Visitor


def test_words_lead_to_hits_with_marks(engineer: Visitor) -> None:
    page = engineer.text("/search?q=缓存损坏")
    assert f'href="/cases/{CASE.number}"' in page
    assert "<mark>" in page


def test_a_case_number_leads_straight_to_its_page(engineer: Visitor) -> None:
    answer = engineer.get(f"/search?q={CASE.number.lower()}")
    assert (answer.status_code, answer.location) == (302, f"/cases/{CASE.number}")


def test_a_kind_narrows_the_hits(engineer: Visitor) -> None:
    page = engineer.text("/search?q=0x800705b4&kind=tree")
    assert 'href="/trees/windows-update-0x800705b4"' in page
    assert f'class="hit__title"><a href="/cases/{CASE.number}"' not in page


def test_nothing_found_says_what_to_do(engineer: Visitor) -> None:
    assert "Nothing found" in engineer.text("/search?q=zyxwvutsr")
    assert "Nothing typed yet" in engineer.text("/search?q=+")


def test_typed_text_is_never_markup(engineer: Visitor) -> None:
    assert "<script>alert" not in engineer.text("/search?q=<script>alert(1)</script>")
