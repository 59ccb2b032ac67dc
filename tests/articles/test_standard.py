from datetime import date
from typing import Any

import pytest

from articles.categories import categories, category_title
from articles.errors import InvalidRuleError
from articles.files import library, load, section_digest
from articles.findings import Severity, finding, rule, rules
from articles.model import Confidence, Section, State
from articles.standard import Known, check, check_text
from tests.articles.samples import GOOD, GOOD_TEXT, good

TODAY = date(2024, 9, 1)
KNOWN = Known({GOOD.id: GOOD}, {"bits-reset"})
# Lines of the sample file: where its fields and the text of its sections stand.
TITLE, CATEGORY, CODES, TREES, REVIEWER, UPDATED = 3, 8, 10, 12, 15, 16
ISSUE, ENVIRONMENT, CAUSE, RESOLUTION = 21, 25, 29, 33


def found(**changes: Any) -> list[tuple[int, str]]:
    return [(item.line, item.rule) for item in check(good(**changes), KNOWN, TODAY)]


def test_a_good_article_has_no_findings() -> None:
    assert found() == []


@pytest.mark.parametrize(
    "changes, findings",
    [
        ({"cause": ""}, [(27, "empty-section")]),
        ({"title": "蓝屏"}, [(TITLE, "title-too-short")]),
        ({"title": "蓝" * 51}, [(TITLE, "title-too-long")]),
        ({"resolution": "请重新启动。"}, [(RESOLUTION, "no-steps")]),
        ({"environment": "Windows 10\nTODO"}, [(ENVIRONMENT + 1, "placeholder")]),
        ({"title": "更新停住，原因待补充"}, [(TITLE, "placeholder")]),
        ({"codes": ("0x800705B4",)}, [(CODES, "bad-code"), (ISSUE, "code-not-listed")]),
        ({"codes": ("0x800705b4", "0x01e")}, [(CODES, "bad-code")]),
        ({"cause": "先是\n0x0000001E"}, [(CAUSE + 1, "code-not-listed")]),
        ({"cause": "见图\n![内存](a.png)"}, [(CAUSE, "picture-not-shown")]),
        ({"cause": "第一行<br>第二行"}, [(CAUSE, "html-not-shown")]),
        ({"cause": r"在 C:\Windows\Temp 里"}, [(CAUSE, "path-not-code")]),
        ({"cause": r"在 \\share\files 里"}, [(CAUSE, "path-not-code")]),
        ({"cause": "一\n\n[见](notes.html)"}, [(CAUSE + 2, "link-leads-nowhere")]),
        ({"cause": "[见](article:nowhere)"}, [(CAUSE, "unknown-article")]),
        ({"cause": "[见](tree:nowhere)"}, [(CAUSE, "unknown-tree")]),
        ({"trees": ("bits-reset", "nowhere")}, [(TREES, "unknown-tree")]),
        ({"reviewer": "lin"}, [(REVIEWER, "reviewer-is-author")]),
        ({"reviewer": ""}, [(1, "no-reviewer")]),
        ({"confidence": Confidence.WORK_IN_PROGRESS}, [(6, "not-ready")]),
        ({"category": "gardening"}, [(CATEGORY, "unknown-category")]),
        ({"updated": None}, [(1, "no-date")]),
        ({"updated": date(2023, 8, 1)}, [(UPDATED, "stale")]),
        ({"review_after": date(2024, 8, 31)}, [(UPDATED + 1, "review-due")]),
        ({"id": "other"}, [(TITLE, "same-title")]),
        (
            {"id": "b", "translation_of": "nowhere", "title": "另一篇文章"},
            [(17, "unknown-article")],
        ),
        ({"id": "b", "translation_of": GOOD.id, "title": "另一篇文章"}, [(17, "same-language")]),
    ],
)
def test_each_shortcoming_is_found_on_its_line(
    changes: dict[str, Any], findings: list[tuple[int, str]]
) -> None:
    assert found(**changes) == findings


@pytest.mark.parametrize(
    "changes",
    [
        {"resolution": "- 重新启动"},
        {"resolution": "```cmd\nsfc /scannow\n```"},
        {"cause": "地址 0xfffff80312345678 不是错误代码"},
        {"cause": r"在 `C:\Windows\Temp` 里"},
        {"cause": "把 <用户名> 换成自己的"},
        {"cause": "[说明](https://help.example/a) [信](mailto:a@help.example) [上](#issue)"},
        {"updated": date(2020, 1, 1), "evergreen": True},
        {"updated": date(2020, 1, 1), "review_after": date(2025, 1, 1)},
        {"updated": date(2020, 1, 1), "state": State.DRAFT, "reviewer": "lin"},
    ],
)
def test_what_is_fine_is_not_found(changes: dict[str, Any]) -> None:
    assert found(**changes) == []


def test_a_section_that_the_file_lacks_is_found_at_its_end() -> None:
    text = GOOD_TEXT[: GOOD_TEXT.index("\n## 解决方法")]
    assert [(item.line, item.rule) for item in check_text(text, "bits-queue-stuck.md", KNOWN)] == [
        (30, "missing-section")
    ]


def test_a_file_that_breaks_the_format_is_not_judged_further() -> None:
    findings = check_text(GOOD_TEXT.replace("title:", "titel:"), "bits-queue-stuck.md", KNOWN)
    assert [item.rule for item in findings] == ["missing-field", "unknown-key"]


def test_lines_are_those_of_a_file_with_blank_lines_of_its_own() -> None:
    text = GOOD_TEXT.replace("## 原因\n\n", "## 原因\n\n\n\nTODO ")
    assert [(item.line, item.rule) for item in check_text(text, "", KNOWN)] == [(31, "placeholder")]


def test_links_and_age_are_left_alone_when_nothing_is_known() -> None:
    assert check(good(trees=("x",), cause="[a](tree:y)", updated=date(1999, 1, 1))) == ()


def test_one_person_may_do_both_where_the_house_says_so() -> None:
    known = Known(KNOWN.articles, KNOWN.trees, four_eyes=False)
    assert check(good(reviewer="lin"), known, TODAY) == ()


def test_a_translation_notices_which_section_of_its_original_changed() -> None:
    digests = {Section.ISSUE: section_digest(GOOD.issue), Section.CAUSE: section_digest("vorher")}
    english = good(
        id="stuck-en",
        language="en",
        title="Update stays at 0 percent",
        translation_of=GOOD.id,
        translated_sections=digests,
    )
    assert [(item.field, item.rule) for item in check(english, KNOWN, TODAY)] == [
        ("cause", "translation-behind")
    ]


def test_a_finding_speaks_both_languages() -> None:
    one = finding("a.md", 3, "title", "duplicate-key", key="title")
    assert one.message == "title stands twice; keep one"
    assert one.text("zh") == "字段“title”出现了两次；请只保留一个。"
    assert one.text("fr") == one.message
    assert one.severity is Severity.ERROR


def test_every_rule_has_a_weight_and_a_sentence_in_both_languages() -> None:
    assert {known.name for known in rules().values() if set(known.texts) != {"zh", "en"}} == set()


def test_a_category_has_a_title_in_both_languages() -> None:
    assert category_title("blue-screen", "en") == "Blue screens and hangs"
    assert category_title("unheard-of", "en") == "unheard-of"
    assert {len(titles) for titles in categories().values()} == {2}


def test_the_shipped_articles_meet_the_standard() -> None:
    articles = {name: load(text, f"{name}.md") for name, text in library().items()}
    findings = [item for one in articles.values() for item in check(one, Known(articles, None))]
    assert [(item.file, item.line, item.rule, item.message) for item in findings] == []


def test_a_rule_without_a_sentence_is_refused() -> None:
    with pytest.raises(InvalidRuleError, match="loud lacks en"):
        rule("loud", {"severity": "error", "zh": "吵"})
    with pytest.raises(InvalidRuleError, match="loud do not use the same fields"):
        rule("loud", {"severity": "error", "zh": "{a}", "en": "{b}"})
