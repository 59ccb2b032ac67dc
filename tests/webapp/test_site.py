"""What holds on every page: headers, languages, colours, errors as pages."""

import pytest
from flask import Flask

from tests.webapp.conftest import Visitor

PAGES = ("/", "/cases/", "/search", "/trees/", "/walks/", "/articles/", "/portal/", "/insights/")


@pytest.mark.parametrize("path", PAGES)
def test_every_page_has_a_title_and_loads_nothing_from_elsewhere(
    engineer: Visitor, path: str
) -> None:
    page = engineer.text(path)
    assert " · Casepath</title>" in page
    assert "<title> ·" not in page
    assert 'src="http' not in page
    assert "style=" not in page
    assert "onclick" not in page


@pytest.mark.parametrize("path", ["/", "/sign-in", "/static/casepath.css", "/nowhere", "/healthz"])
def test_every_answer_carries_the_safe_headers(engineer: Visitor, path: str) -> None:
    headers = engineer.get(path).headers
    assert headers["Content-Security-Policy"].startswith("default-src 'none'; script-src 'self'")
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Referrer-Policy"] == "same-origin"


def test_a_form_without_its_token_changes_nothing(app: Flask, engineer: Visitor) -> None:
    answer = engineer.client.post("/language", data={"language": "zh"})
    assert answer.status_code == 400
    assert "This form is too old" in answer.get_data(as_text=True)
    assert engineer.client.get_cookie("language") is None


def test_the_browser_chooses_the_language_until_a_person_does(engineer: Visitor) -> None:
    chinese = engineer.client.get("/cases/", headers={"Accept-Language": "zh-CN,zh;q=0.9"})
    assert '<html lang="zh-CN"' in chinese.get_data(as_text=True)
    assert "<h1>案例</h1>" in chinese.get_data(as_text=True)
    engineer.post("/language", language="en")
    english = engineer.client.get("/cases/", headers={"Accept-Language": "zh-CN"})
    assert "<h1>Cases</h1>" in english.get_data(as_text=True)


def test_colours_are_remembered(engineer: Visitor) -> None:
    assert 'data-theme="auto"' in engineer.text("/")
    engineer.post("/theme", theme="dark")
    assert 'data-theme="dark"' in engineer.text("/")
    assert engineer.post("/theme", theme="plaid").status_code == 400


@pytest.mark.parametrize(
    "path", ["/nowhere", "/cases/CAS-00000-NONE", "/trees/none", "/articles/none"]
)
def test_what_is_not_there_is_a_page_with_a_way_back(engineer: Visitor, path: str) -> None:
    answer = engineer.get(path)
    assert answer.status_code == 404
    assert "Not here" in answer.get_data(as_text=True)
    assert 'href="/"' in answer.get_data(as_text=True)


def test_the_site_says_that_it_is_alive(stranger: Visitor) -> None:
    assert stranger.get("/healthz").get_json() == {"status": "ok", "cases": 1}
