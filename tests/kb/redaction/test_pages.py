from kb.redaction import redact
from tests.kb.redaction.pages import LINES, pages

PAGES = 54  # six of each kind


def test_nothing_is_found_in_fifty_pages_of_debugger_output_and_logs() -> None:
    for page in pages(PAGES):
        assert page.count("\n") + 1 >= LINES
        assert [(page[each.start : each.end], each.rule) for each in redact(page).findings] == []
