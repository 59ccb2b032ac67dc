import json
from pathlib import Path

from articles.model import Article
from tests.webapp.portal.samples import ARTICLE, ARTICLES, SECRET, TREES, contents, exported
from trees.model import Diagnose, Question, Subtree
from webapp.portal.public import changed_texts, public

SHOWN = public(ARTICLES, TREES)


def test_only_published_public_articles_and_public_trees_are_shown() -> None:
    assert list(SHOWN.articles) == ["blue-screen", "queue-stuck", "queue-stuck-en"]
    assert list(SHOWN.trees) == ["bits-part", "update-fails"]


def test_an_article_keeps_the_fields_of_the_list_and_no_others() -> None:
    article = SHOWN.articles["queue-stuck"]
    assert article == Article(
        id="queue-stuck",
        title=ARTICLE.title,
        language="zh",
        state=ARTICLE.state,
        audience=ARTICLE.audience,
        category="windows-update",
        products=("Windows 10",),
        codes=("0x800705b4",),
        keywords=("BITS",),
        trees=("update-fails",),
        updated=ARTICLE.updated,
        issue=ARTICLE.issue,
        environment=ARTICLE.environment,
        cause=ARTICLE.cause,
        resolution=ARTICLE.resolution,
    )


def test_a_tree_loses_cases_notes_patterns_and_what_is_not_public() -> None:
    tree = SHOWN.trees["update-fails"]
    question, hidden, cures = (tree.nodes[name] for name in ("reach", "hidden", "cures"))
    assert (tree.cases, tree.examples) == ((), ())
    assert isinstance(question, Question)
    assert isinstance(hidden, Subtree)
    assert isinstance(cures, Diagnose)
    assert question.check is not None
    assert (question.note.words, question.articles, question.check.read) == (
        {},
        ("queue-stuck",),
        (),
    )
    assert hidden.tree == ""
    assert cures.fixes["reset-cache"].note.words == {}
    assert cures.questions["others"].note.words == {}


def test_no_byte_of_the_portal_tells_of_what_is_internal(tmp_path: Path) -> None:
    exported(tmp_path / "portal")
    telling = [
        path
        for path, data in contents(tmp_path / "portal").items()
        if SECRET.lower() in (path + data.decode()).lower()
    ]
    assert telling == []


def test_counts_are_those_of_public_articles(tmp_path: Path) -> None:
    exported(tmp_path / "portal")
    page = contents(tmp_path / "portal")["zh/subjects/windows-update.html"].decode()
    assert "1 篇文章" in page


def test_a_link_to_what_is_not_public_is_its_words(tmp_path: Path) -> None:
    exported(tmp_path / "portal")
    page = contents(tmp_path / "portal")["zh/articles/queue-stuck.html"].decode()
    assert "见内部说明和<a" in page
    assert 'href="../trees/update-fails.html"' in page


def test_every_text_that_people_read_can_be_changed() -> None:
    changed = changed_texts(SHOWN, lambda text: f"<{text}>" if text else text)
    tree = changed.trees["update-fails"]
    said = json.dumps([str(changed.articles["queue-stuck"]), str(tree)], ensure_ascii=False)
    for words in (
        "<能连接吗？>",
        "<能>",
        "<Test-NetConnection -Port 80>",
        "<收集日志>",
        "<更新日志>",
        "<driverquery.exe>",
        "<重建缓存>",
        "<Stop-Service wuauserv>",
        "<也失败>",
        "<可能无法启动>",
        "<verifier.exe /reset>",
        "<更新恢复>",
        "<更新不动>",
        "<Windows 10>",
        "<BITS>",
        "<0x800705b4>",
    ):
        assert words in said
