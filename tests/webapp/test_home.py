"""The first page, and what it does with a pasted text."""

from base64 import b64encode
from io import BytesIO

from tests.webapp.conftest import CASE, Visitor
from webapp.services import Services

SECRET = "Kestrel#2291"
LOG = f"""\
2024-03-05 Error CBS Failed [HRESULT = 0x800705b4]
用户名：wu 密码：{SECRET}
KB5034441 could not be installed, SoftwareDistribution 缓存损坏 <script>alert(1)</script>
"""


def test_a_line_is_searched_for(engineer: Visitor) -> None:
    answer = engineer.post("/", q="缓存损坏\r\n")
    assert (answer.request.path, answer.request.args["q"]) == ("/search", "缓存损坏")
    assert f'href="/cases/{CASE.number}"' in answer.get_data(as_text=True)


def test_a_number_leads_straight_to_its_page(engineer: Visitor) -> None:
    assert engineer.post("/", q=CASE.number).request.path == f"/cases/{CASE.number}"
    assert engineer.post("/", q="skype-isolation").request.path == "/trees/skype-isolation"


def test_an_empty_box_leads_to_the_help(engineer: Visitor) -> None:
    assert "What can be typed" in engineer.post("/", q=" \n ").get_data(as_text=True)


def test_a_pasted_log_is_explained_on_one_page(engineer: Visitor) -> None:
    page = engineer.post("/", q=LOG).get_data(as_text=True)
    for text in (
        "ERROR_TIMEOUT",
        'value="windows-update-0x800705b4"',
        f'href="/cases/{CASE.number}"',
        'href="/articles/update-times-out-0x800705b4',
        'href="#m1-l3">KB5034441</a>',
        '<li id="m1-l3" value="3">',
    ):
        assert text in page
    assert "<script>alert" not in page


def test_a_pasted_secret_is_neither_shown_nor_stored(engineer: Visitor, services: Services) -> None:
    page = engineer.post("/", q=LOG).get_data(as_text=True)
    assert SECRET not in page
    assert '<span class="secret">password removed</span>' in page
    files = [path for path in services.settings.data.rglob("*") if path.is_file()]
    assert [path.name for path in files if SECRET.encode() in path.read_bytes()] == []


def test_nothing_of_a_paste_is_noted(engineer: Visitor, services: Services) -> None:
    engineer.post("/", q=LOG)
    with services.open_store() as store:
        services.asked.bring_in(store)
        assert store.searches.unanswered() == store.searches.beginning_with("2024") == []


def test_a_walk_starts_from_a_pasted_log(engineer: Visitor) -> None:
    answer = engineer.post("/walks/", tree_id="windows-update-0x800705b4")
    assert "/walks/" in answer.request.path
    assert 'class="button button--small" href="/walks/' in engineer.text("/")


def test_what_nobody_has_seen_says_what_to_do(engineer: Visitor) -> None:
    page = engineer.post("/", q="!!\n!!\n").get_data(as_text=True)
    assert "Nothing like it is in the archive" in page


def test_a_paste_of_any_kind_is_answered(engineer: Visitor) -> None:
    for text in (
        "\x00\x01\n\x02" * 50,
        "字" * 300_000,
        "a\n" * 50_000,
        "\ud800\n\n",
        "From: \n\n\n",
    ):
        assert engineer.post("/", q=text.encode("utf-8", "replace")).status_code == 200


def test_open_walks_are_mine_only(engineer: Visitor, reviewer: Visitor) -> None:
    engineer.post("/walks/", tree_id="skype-isolation")
    assert "Go on" in engineer.text("/")
    assert ">Go on<" not in reviewer.text("/")


def test_a_stranger_cannot_paste(stranger: Visitor) -> None:
    answer = stranger.post("/", q=LOG)
    assert answer.request.path == "/sign-in"
    assert SECRET not in answer.get_data(as_text=True)


def test_a_chosen_file_is_read_in_its_encoding(engineer: Visitor) -> None:
    file = (BytesIO(LOG.encode("utf-16")), "CBS.log")
    page = engineer.post("/", q="", file=file).get_data(as_text=True)
    assert "ERROR_TIMEOUT" in page
    assert SECRET not in page


def test_a_mail_file_is_taken_apart(engineer: Visitor) -> None:
    mail = (
        b"From: a@x.example\nSubject: s\nMIME-Version: 1.0\nDate: Thu, 5 Feb 2026 16:55:31 +0000\n"
        b"Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: base64\n\n"
        + b64encode("下载报错 0x800705b4".encode())
    )
    page = engineer.post("/", q="", file=(BytesIO(mail), "mail.eml")).get_data(as_text=True)
    assert "下载报错" in page
    assert f'href="/cases/{CASE.number}"' in page


def test_a_file_without_text_is_refused_with_advice(engineer: Visitor) -> None:
    answer = engineer.post("/", q="", file=(BytesIO(bytes(range(256))), "memory.dmp"))
    assert "There is no text in this file" in answer.get_data(as_text=True)
    assert answer.request.path == "/"
