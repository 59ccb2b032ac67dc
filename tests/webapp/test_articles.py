"""Writing, reviewing and publishing articles on the site."""

import re

import pytest

from tests.webapp.conftest import CASE, Visitor
from webapp.services import Services

ARTICLE = """\
---
id: cable-check
title: 网线灯不亮时先换端口再换线
language: zh
category: network
author: Lin Engineer
updated: 2026-11-20
---

## 问题

网卡灯不亮，电脑没有网络。

## 环境

Windows 10，有线网络。

## 原因

端口或网线损坏。

## 解决方法

1. 换一个端口。
2. 换一根网线。
"""
BASE = re.compile(r'name="base" value="([0-9a-f]*)"')


@pytest.fixture
def article(services: Services) -> str:
    with services.open_store() as store:
        store.documents.save("article", "cable-check", ARTICLE, "Lin Engineer")
    return "/articles/cable-check"


def save(visitor: Visitor, article: str, text: str, base: str | None = None) -> str:
    if base is None:
        found = BASE.search(visitor.text(f"{article}/edit"))
        assert found is not None
        base = found.group(1)
    page = visitor.post(f"{article}/edit", text=text, base=base, do="save", note="clearer")
    assert page.status_code == 200
    return page.get_data(as_text=True)


def state(services: Services) -> str:
    with services.open_store() as store:
        return str(services.articles(store).get("cable-check").state)


def test_an_article_shows_its_four_sections(engineer: Visitor, article: str) -> None:
    page = engineer.text(article)
    for heading in ("问题", "环境", "原因", "解决方法"):
        assert f">{heading}</h2>" in page
    assert "<li>换一根网线。</li>" in page


def test_a_preview_changes_nothing_and_saving_does(engineer: Visitor, article: str) -> None:
    changed = ARTICLE.replace("换一根网线。", "换一根六类网线。")
    preview = engineer.post(f"{article}/edit", text=changed, base="", do="preview")
    assert "<li>换一根六类网线。</li>" in preview.get_data(as_text=True)
    assert "六类" not in engineer.text(article)
    save(engineer, article, changed)
    assert "<li>换一根六类网线。</li>" in engineer.text(article)


def test_a_text_that_breaks_the_format_stays_in_the_editor(engineer: Visitor, article: str) -> None:
    page = save(engineer, article, ARTICLE.replace("language: zh", "langage: zh"))
    assert "This cannot be saved yet." in page
    assert "langage: zh" in page
    assert "langage" not in engineer.text(f"{article}/history")


def test_the_second_of_two_writers_is_told(
    engineer: Visitor, reviewer: Visitor, article: str
) -> None:
    found = BASE.search(engineer.text(f"{article}/edit"))
    assert found is not None
    save(reviewer, article, ARTICLE.replace("换一个端口。", "先换端口。"))
    page = save(engineer, article, ARTICLE.replace("换一个端口。", "换端口。"), found.group(1))
    assert "Rao Reviewer has saved this article in the meantime" in page
    assert "先换端口" in engineer.text(article)


def test_a_password_in_an_article_is_not_kept(engineer: Visitor, article: str) -> None:
    save(engineer, article, ARTICLE.replace("换一个端口。", "密码：Not-A-Real-Pw-31"))
    assert "Not-A-Real-Pw-31" not in engineer.text(f"{article}/edit")


def test_publishing_needs_a_reviewer_who_did_not_write_it(
    engineer: Visitor, reviewer: Visitor, admin: Visitor, article: str, services: Services
) -> None:
    engineer.post(f"{article}/state", state="review")
    assert engineer.post(f"{article}/state", state="published").status_code == 403
    save(
        reviewer, article, ARTICLE.replace("author", "state: review\nauthor").replace("一根", "根")
    )
    page = reviewer.post(f"{article}/state", state="published").get_data(as_text=True)
    assert "let someone else review it" in page
    assert state(services) == "review"
    admin.post(f"{article}/state", state="published")
    assert state(services) == "published"


def test_a_changed_published_article_waits_for_review_again(
    engineer: Visitor, admin: Visitor, article: str, services: Services
) -> None:
    engineer.post(f"{article}/state", state="review")
    admin.post(f"{article}/state", state="published")
    text = ARTICLE.replace("author", "state: published\nauthor")
    page = save(
        engineer, article, text.replace("updated", "reviewer: Ada Admin\nupdated") + "\n3. 重启。\n"
    )
    assert "waits for review again" in page
    assert state(services) == "review"


def test_the_history_shows_what_changed_and_brings_it_back(engineer: Visitor, article: str) -> None:
    save(engineer, article, ARTICLE.replace("一根网线", "一根六类网线"))
    page = engineer.text(f"{article}/history")
    assert "<ins>六类</ins>" in page
    first = re.findall(r"\?version=([0-9a-f]{64})", page)[-1]
    engineer.post(f"{article}/restore", version=first)
    assert "六类" not in engineer.text(article)
    assert engineer.text(f"{article}/history").count("?version=") == 3


def test_a_case_becomes_a_draft_that_opens_in_the_editor(engineer: Visitor) -> None:
    page = engineer.post(f"/articles/draft/{CASE.number}")
    text = page.get_data(as_text=True)
    assert page.status_code == 200
    assert page.request.path.endswith("/edit")
    assert f"cases: [{CASE.number}]" in text
    assert "Lin Engineer" in text


def test_a_new_article_begins_with_its_id(engineer: Visitor, article: str) -> None:
    page = engineer.post(
        "/articles/new", id="router-restart", title="Restart the router", language="en"
    )
    assert page.request.path == "/articles/router-restart/edit"
    again = engineer.post("/articles/new", id="cable-check", title="Again", language="en")
    assert "There is an article with this id already." in again.get_data(as_text=True)


def test_the_list_is_narrowed_by_what_the_address_says(engineer: Visitor, article: str) -> None:
    assert article in engineer.text("/articles/?state=draft&language=zh")
    assert article not in engineer.text("/articles/?state=published")
