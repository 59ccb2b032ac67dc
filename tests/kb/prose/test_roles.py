from kb.cases import Message
from kb.prose.roles import supporters
from tests.kb.talk import talk


def test_the_team_is_told_from_what_it_writes() -> None:
    thread = talk(
        ("Qin Ru", "罗先生，您好！\n建议您先重启。\n服务电话：400-000-0000"),
        ("luo", "已经试过了，还是不行，怎么办"),
        ("Qin Ru", "收到"),
    )
    assert supporters(thread) == {1, 3}


def test_people_of_one_domain_stand_on_one_side() -> None:
    thread = talk(
        ("Ada Moss <ada@desk.example>", "I have taken your case."),
        ("Bo Lund <bo@mill.example>", "It is slow."),
        ("Cy Dunn <cy@desk.example>", "One more thing."),
    )
    assert supporters(thread) == {1, 3}


def test_a_name_without_an_address_stands_where_its_address_does() -> None:
    first = Message(
        1,
        None,
        "Bo Lund <bo@mill.example>",
        ("Ada Moss <ada@desk.example>",),
        (),
        "",
        "It is slow.",
    )
    second = Message(2, None, "Ada Moss", (), (), "", "One more thing.")
    third = Message(3, None, "Eve Roe <eve@desk.example>", (), (), "", "Technical support here.")
    assert supporters([first, second, third]) == {2, 3}


def test_where_nothing_tells_the_sides_apart_who_wrote_first_has_the_problem() -> None:
    assert supporters(talk(("a", "x"), ("b", "y"), ("a", "z"))) == {2}


def test_somebody_alone_may_be_the_team() -> None:
    assert supporters(talk(("a", "x"), ("a", "y"))) == {1, 2}


def test_greeting_the_support_team_makes_nobody_a_part_of_it() -> None:
    thread = talk(
        ("Ada", "Hello support team,\nlogging on takes minutes."),
        ("Bo", "Hello Ada,\nthis has been assigned to me. Could you run gpresult /h report.html?"),
        ("Ada", "Hello support,\ndone."),
    )
    assert supporters(thread) == {2}
