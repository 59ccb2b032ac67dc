"""A case as its page shows it."""

from dataclasses import replace

from markupsafe import Markup

from articles.model import Article
from kb.cases import Attachment, Fact, FactKind, Message
from tests.webapp.conftest import CASE
from webapp.casefile import Piece, anchor, attachments, debugging, facts_by_kind, pieces, related


def message(body: str, n: int = 1) -> Message:
    return Message(n, None, "Wu", (), (), "", body)


def test_a_fact_is_marked_in_its_line_and_the_line_has_an_anchor() -> None:
    facts = (Fact(FactKind.CODE, "0x1e", 1, 2, 5, 9), Fact(FactKind.CODE, "0x1e", 2, 1, 0, 4))
    (piece,) = pieces(message("<b>\nstop 0x1e & on"), facts)
    assert piece == Piece(
        "",
        Markup(
            '&lt;b&gt;\n<span class="line" id="m1-l2">stop <span class="fact">0x1e</span> &amp; on'
            "</span>"
        ),
    )


def test_of_facts_that_overlap_the_longer_one_is_marked() -> None:
    facts = (Fact(FactKind.DRIVER, "ntfs.sys", 1, 1, 3, 11), Fact(FactKind.PATH, "C:", 1, 1, 0, 11))
    (piece,) = pieces(message("C:\\ntfs.sys"), facts)
    assert piece.html.count('class="fact"') == 1
    assert '<span class="fact">C:\\ntfs.sys</span>' in piece.html


def test_a_fact_beyond_its_line_harms_nothing() -> None:
    (piece,) = pieces(message("ab"), (Fact(FactKind.CODE, "0x1", 1, 1, 1, 9),))
    assert piece.html == Markup('<span class="line" id="m1-l1">ab</span>')


def test_quotations_and_signatures_are_folded_and_keep_their_lines() -> None:
    body = "Fine now.\n\n> one\n> two\n> three 0x1e\n\nThanks"
    found = pieces(message(body), (Fact(FactKind.CODE, "0x1e", 1, 5, 8, 12),))
    assert [piece.fold for piece in found] == ["", "quotation", ""]
    assert 'id="m1-l5"' in found[1].html
    assert pieces(message("> why?\nBecause."), ())[0].fold == ""
    assert pieces(message("\n \n"), ()) == []


def test_a_secret_in_a_line_with_a_fact_is_shown_as_such() -> None:
    facts = (Fact(FactKind.CODE, "0x1e", 1, 1, 0, 4),)
    (piece,) = pieces(message("0x1e 密码：[removed:password]"), facts)
    assert '<span class="secret">' in piece.html


def test_a_fact_of_an_attached_file_leads_to_its_message() -> None:
    assert anchor(CASE, Fact(FactKind.CODE, "0x1", 1, 1)) == "m1-l1"
    assert anchor(CASE, Fact(FactKind.CODE, "0x1", 2, 900)) == "message-2"


def test_a_fact_is_told_once_where_it_was_first_stated() -> None:
    facts = tuple(Fact(FactKind.CODE, "0x1e", 1, line) for line in (3, 9))
    assert facts_by_kind(replace(CASE, facts=facts)) == {FactKind.CODE: {"0x1e": facts[0]}}


def test_what_a_debugger_says_is_read_with_its_message() -> None:
    text = "KMODE_EXCEPTION_NOT_HANDLED (1e)\nArg1: ffffffffc0000005\nIMAGE_NAME:  ntfs.sys\n"
    case = replace(CASE, messages=(message("nothing"), message(text, 2)))
    ((n, told),) = debugging(case)
    assert (n, told.blamed, told.bugchecks[0].code) == (2, "ntfs.sys", "0x1e")


def test_attachments_stand_with_their_messages() -> None:
    file = Attachment("CBS.zip", 5, "application/zip", "0" * 64)
    case = replace(CASE, messages=(message("x"), replace(message("y", 2), attachments=(file,))))
    assert attachments(case) == [(2, file)]


def article(id_: str, *, language: str = "zh", **fields: tuple[str, ...]) -> Article:
    return Article(id=id_, title=id_, language=language, **fields)  # type: ignore[arg-type]


def test_what_was_learnt_from_the_case_belongs_to_it_first() -> None:
    shelf = {
        one.id: one
        for one in (
            article("other", codes=("0x1e",)),
            article("code", codes=("0x800705b4",)),
            article("code-en", codes=("0x800705b4",), language="en"),
            article("own", cases=(CASE.number,)),
        )
    }
    assert [one.id for one in related(CASE, shelf, "en")] == ["own", "code-en", "code"]
