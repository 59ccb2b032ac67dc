"""Who gets in, and how."""

from collections.abc import Callable

import pytest
from flask import Flask

from tests.webapp.conftest import Visitor
from webapp.services import Services
from webapp.signin import OPEN_ENDPOINTS


def test_every_page_but_the_open_ones_sends_a_stranger_to_sign_in(
    app: Flask, stranger: Visitor
) -> None:
    closed = [
        rule
        for rule in app.url_map.iter_rules()
        if "GET" in (rule.methods or ()) and rule.endpoint not in OPEN_ENDPOINTS
    ]
    assert len(closed) > 10
    with app.test_request_context():
        for rule in closed:
            path = rule.build(dict.fromkeys(rule.arguments, "x"))
            assert path is not None
            answer = stranger.get(path[1])
            assert answer.status_code == 302, rule
            assert answer.location.startswith("/sign-in"), rule


def test_a_link_signs_in_once(app: Flask, services: Services) -> None:
    with services.open_store() as store:
        token = store.users.new_link("Lin Engineer")
    first = app.test_client()
    assert first.get(f"/sign-in/{token}").location == "/"
    assert first.get("/").status_code == 200
    second = app.test_client()
    assert second.get(f"/sign-in/{token}").location == "/sign-in"
    assert second.get("/").status_code == 302


@pytest.mark.parametrize(
    ("wanted", "reached"),
    [
        ("/cases/?page=2", "/cases/?page=2"),
        ("//evil.example/", "/"),
        ("https://evil.example/", "/"),
        ("/\\evil.example", "/"),
        ("javascript:alert(1)", "/"),
    ],
)
def test_a_link_leads_only_to_pages_of_this_site(
    app: Flask, services: Services, wanted: str, reached: str
) -> None:
    with services.open_store() as store:
        token = store.users.new_link("Lin Engineer")
    answer = app.test_client().get(f"/sign-in/{token}", query_string={"next": wanted})
    assert answer.location == reached


def test_signing_out_ends_the_session(engineer: Visitor) -> None:
    assert engineer.get("/").status_code == 200
    engineer.post("/sign-out")
    assert engineer.get("/").status_code == 302


def test_a_disabled_person_is_out_at_once(
    sign_in: Callable[[str], Visitor], services: Services
) -> None:
    visitor = sign_in("Lin Engineer")
    with services.open_store() as store:
        store.users.disable("Lin Engineer")
    assert visitor.get("/").status_code == 302
