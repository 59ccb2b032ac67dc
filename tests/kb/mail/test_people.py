import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.mail.people import address_of, name_of, people, person

LEGACY = "/o=tern/ou=Exchange Administrative Group (FYDIBOHF23SPDLT)/cn=Recipients/cn=7a12-linmo"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Lin Mo <linmo@tern.example>", "Lin Mo <linmo@tern.example>"),
        ("'林墨' <linmo@tern.example>", "林墨 <linmo@tern.example>"),
        ('"林墨"<linmo@tern.example>;', "林墨 <linmo@tern.example>"),
        ("林墨", "林墨"),
        ("?林墨", "林墨"),
        ("\u202a林墨\u202c", "林墨"),
        ("linmo@tern.example", "linmo@tern.example"),
        ("<linmo@tern.example>", "linmo@tern.example"),
        ("'linmo@tern.example' <linmo@tern.example>", "linmo@tern.example"),
        ("Lin Mo [mailto:linmo@tern.example]", "Lin Mo <linmo@tern.example>"),
        ("Lin Mo <mailto:linmo@tern.example>", "Lin Mo <linmo@tern.example>"),
        ("linmo@tern.example (Lin Mo)", "Lin Mo <linmo@tern.example>"),
        ('"Mo, Lin" <linmo@tern.example>', "Mo, Lin <linmo@tern.example>"),
        ('"Lin \\"Ink\\" Mo" <linmo@tern.example>', 'Lin "Ink" Mo <linmo@tern.example>'),
        ("Lin Mo <>", "Lin Mo"),
        ("Lin\n  Mo <linmo@tern.example>", "Lin Mo <linmo@tern.example>"),
        (LEGACY, LEGACY),
        ("", ""),
        ("???", ""),
        ("<>", ""),
    ],
)
def test_a_person_is_a_name_with_the_address_behind_it(text: str, expected: str) -> None:
    assert person(text) == expected


def test_recipients_are_split_at_semicolons_over_lines() -> None:
    text = "CRM Case <crm@tern.example>; Sun Yi <sunyi@tern.example>;\n\n'hu' <hu@lake.example>"
    assert people(text) == (
        "CRM Case <crm@tern.example>",
        "Sun Yi <sunyi@tern.example>",
        "hu <hu@lake.example>",
    )


def test_a_comma_belongs_to_a_name_where_semicolons_separate() -> None:
    assert people("Mo, Lin <linmo@tern.example>; Bo Ha") == (
        "Mo, Lin <linmo@tern.example>",
        "Bo Ha",
    )


def test_commas_separate_in_mail_headers() -> None:
    text = '"Mo, Lin" <linmo@tern.example>, Ha, Bo <bo@lake.example>, crm@tern.example'
    assert people(text, commas=True) == (
        "Mo, Lin <linmo@tern.example>",
        "Ha, Bo <bo@lake.example>",
        "crm@tern.example",
    )


def test_nobody_is_named_twice() -> None:
    assert people("林墨；林墨; ;") == ("林墨",)


def test_a_person_gives_back_name_and_address() -> None:
    assert name_of("林墨 <linmo@tern.example>") == "林墨"
    assert address_of("林墨 <linmo@tern.example>") == "linmo@tern.example"
    assert name_of("linmo@tern.example") == "linmo@tern.example"
    assert address_of("林墨") == ""


NAMES = st.from_regex(r"[A-Z林墨][a-z林墨]{0,8}( [A-Z][a-z]{1,8})?", fullmatch=True)
ADDRESSES = st.from_regex(r"[a-z0-9._-]{1,10}@[a-z]{1,10}\.example", fullmatch=True)


@given(NAMES, ADDRESSES)
def test_name_and_address_come_back_as_they_were(name: str, address: str) -> None:
    found = person(f"{name} <{address}>")
    assert (name_of(found), address_of(found)) == (name, address)
    assert people(f'"{name}" <{address}>, {address}', commas=True) == (found, address)


@given(st.text(max_size=80))
def test_whatever_stands_there_is_one_line(text: str) -> None:
    assert "\n" not in person(text)
    assert all("\n" not in each for each in people(text, commas=True))
