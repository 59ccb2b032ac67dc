from datetime import datetime

import pytest

from kb.mail.decoding import tidy
from kb.mail.quotations import split
from tests.kb.mail.programs import TEXTS


@pytest.mark.parametrize("program", TEXTS)
def test_an_answer_is_parted_from_what_it_answers(program: str) -> None:
    own, quoted = split(tidy(TEXTS[program]))
    assert own.body.startswith("好的")
    assert "林墨" not in own.body
    assert quoted.header is not None
    assert quoted.header.sender == "林墨 <linmo@tern.example>"
    assert quoted.header.sent_at == datetime(2020, 4, 28, 17, 10)
    assert quoted.body == "请重启。"


def test_marked_lines_that_were_broken_are_put_together() -> None:
    text = (
        "1809\n\n"
        "> The printer driver has to be brought up to date before we look any further into\n"
        "this matter\n"
        "> Which version is it?\n"
        "10.0.17763\n"
        "> Thanks\n"
    )
    own, quoted = split(text)
    assert own.body == "1809\n\n10.0.17763"
    assert quoted.body == (
        "The printer driver has to be brought up to date before we look any further into\n"
        "this matter\nWhich version is it?\n\nThanks"
    )
