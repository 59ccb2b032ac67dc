from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from articles.errors import UnknownArticleError
from articles.files import dump, library, load, locate, section_digests, shipped
from articles.findings import InvalidArticleError
from articles.model import Article, Audience, Confidence, Section, State
from tests.articles.samples import GOOD, GOOD_TEXT, good

EN = """\
---
id: a
title: A title
language: en
---

## Issue

one

## Environment

two

## Cause

three

## Resolution

four
"""


def refused(text: str, name: str = "a.md") -> list[tuple[int, str]]:
    with pytest.raises(InvalidArticleError) as error:
        load(text, name)
    return [(found.line, found.rule) for found in error.value.findings]


def test_a_file_is_read_into_its_article() -> None:
    assert load(GOOD_TEXT, "bits-queue-stuck.md") == GOOD


def test_an_article_is_written_in_the_canonical_form() -> None:
    assert dump(GOOD) == GOOD_TEXT


def test_keys_left_out_take_their_defaults() -> None:
    article = load(EN, "a.md")
    assert (article.state, article.confidence, article.audience) == (
        State.DRAFT,
        Confidence.WORK_IN_PROGRESS,
        Audience.INTERNAL,
    )
    assert (article.codes, article.updated, article.evergreen) == ((), None, False)


def test_every_section_is_read_under_its_name() -> None:
    article = load(EN, "a.md")
    assert [article.section(section) for section in Section] == ["one", "two", "three", "four"]


def test_line_ends_and_a_byte_order_mark_do_not_matter() -> None:
    assert load("\ufeff" + EN.replace("\n", "\r\n"), "a.md") == load(EN, "a.md")


def test_a_missing_section_is_empty() -> None:
    assert load(EN[: EN.index("## Cause")], "a.md").resolution == ""


def test_a_heading_inside_a_code_block_is_code() -> None:
    text = EN.replace("one", "```text\n## Cause\n```\n\n~~~~\n```\n## Issue\n~~~~")
    assert load(text, "a.md").issue == "```text\n## Cause\n```\n\n~~~~\n```\n## Issue\n~~~~"


def test_a_code_block_inside_a_step_may_hold_a_heading() -> None:
    text = EN.replace("four", "1. Run\n\n   ```powershell\n## comment\n   ```\n\n2. Done")
    assert load(text, "a.md").resolution.endswith("2. Done")


def test_smaller_headings_belong_to_their_section() -> None:
    assert load(EN.replace("one", "### Details\none"), "a.md").issue == "### Details\none"


def test_the_lines_of_fields_and_sections_are_known() -> None:
    located = locate(EN.replace("## Cause\n", "## Cause\n\n\n"), "a.md")
    assert located.fields == {"id": 2, "title": 3, "language": 4}
    assert located.headings[Section.CAUSE] == 15
    assert located.texts[Section.CAUSE] == 19


@pytest.mark.parametrize(
    "old, new, found",
    [
        ("title: A title\n", "", [(2, "missing-field")]),
        ("id: a", "id: A_b", [(2, "bad-id")]),
        ("id: a", "id: -a", [(2, "bad-id")]),
        ("id: a", "id: b", [(2, "id-not-file-name")]),
        ("title: A title", "title: A title\ncolour: red", [(4, "unknown-key")]),
        ("title: A title", "title: A title\ntitle: B", [(4, "duplicate-key")]),
        ("title: A title", "title: yes", [(3, "not-one-line")]),
        ("title: A title", "title: 12:30", [(3, "not-one-line")]),
        ("title: A title", "title: ''", [(3, "not-one-line")]),
        ("title: A title", "title: [a]", [(3, "not-one-line")]),
        ("title: A title", 'title: "a\\nb"', [(3, "not-one-line")]),
        ("title: A title", "title: a: b", [(3, "not-yaml")]),
        ("title: A title", "title: a\nyes: b", [(4, "unknown-key")]),
        ("language: en", "language: fr", [(4, "unknown-value")]),
        ("language: en", "language: en\nstate: done", [(5, "unknown-value")]),
        ("language: en", "language: en\ncodes: ['0x1e', 0x1e]", [(5, "not-one-line")]),
        ("language: en", "language: en\ncodes: '0x1e'", [(5, "not-a-list")]),
        ("language: en", "language: en\ntrees: a", [(5, "not-a-list")]),
        ("language: en", "language: en\ntrees: [A]", [(5, "bad-id")]),
        ("language: en", "language: en\nupdated: soon", [(5, "not-a-day")]),
        ("language: en", "language: en\nupdated: 2024-02-30", [(5, "not-a-day")]),
        ("language: en", "language: en\nevergreen: yes", [(5, "not-a-flag")]),
        ("language: en", "language: en\ntranslated_sections: x", [(5, "not-a-mapping")]),
        ("language: en", "language: en\ntranslated_sections: {a: b}", [(5, "unknown-value")]),
        ("language: en", "language: en\ncodes: [[[x]]]", [(5, "nested-too-deep")]),
        ("language: en", "language: en\ncodes: [*x]", [(5, "alias")]),
        ("language: en", "language: en\n- a", [(5, "not-yaml")]),
        ("---\nid", "id", [(1, "no-front-matter")]),
        ("language: en\n---\n", "language: en\n", [(1, "no-front-matter")]),
        ("## Issue", "text\n## Issue", [(7, "text-outside-sections")]),
        ("## Issue", "## 问题", [(7, "unknown-section")]),
        ("## Cause", "## Why\n\n## Cause", [(15, "unknown-section")]),
        ("## Cause", "## Issue", [(15, "duplicate-section")]),
        (
            "## Cause",
            "## Resolution\n\n## Cause",
            [(17, "section-order"), (21, "duplicate-section")],
        ),
        ("three", "```cmd\nthree", [(17, "open-fence")]),
        ("three", "thr\x00ee", [(17, "bad-character")]),
        ("three", "\ud800", [(17, "bad-character")]),
    ],
)
def test_each_break_of_the_format_is_found_on_its_line(
    old: str, new: str, found: list[tuple[int, str]]
) -> None:
    assert old in EN
    assert refused(EN.replace(old, new, 1)) == found


def test_all_findings_of_a_file_come_at_once() -> None:
    text = EN.replace("title: A title", "title: 1\nx: y").replace("## Cause", "## Why")
    assert refused(text) == [(3, "not-one-line"), (4, "unknown-key"), (16, "unknown-section")]


def test_a_file_beyond_the_limit_is_refused() -> None:
    assert refused("x" * 400_001) == [(1, "too-large")]


def test_deep_nesting_is_refused_without_recursion() -> None:
    assert refused(f"---\n{'[' * 50_000}\n---\n") == [(2, "nested-too-deep")]


def test_an_alias_that_could_grow_without_end_is_refused() -> None:
    assert refused("---\ncodes: &a [x, x]\nkeywords: [*a, *a]\n---\n") == [(3, "alias")]


def test_the_error_names_file_line_and_what_would_be_right() -> None:
    with pytest.raises(InvalidArticleError) as error:
        load(EN.replace("id: a", "id: b"), "folder/a.md")
    assert str(error.value) == (
        "folder/a.md:2: the id b differs from the file's name a.md; make them the same"
    )


def test_an_article_with_a_section_heading_inside_is_not_written() -> None:
    with pytest.raises(InvalidArticleError, match="is no section"):
        dump(good(issue="## 别的"))


def test_an_article_that_would_not_come_back_the_same_is_not_written() -> None:
    with pytest.raises(InvalidArticleError) as error:
        dump(good(cause="\n\n有空行"))
    assert [found.field for found in error.value.findings] == ["cause"]


def test_an_article_in_an_unknown_language_is_not_written() -> None:
    with pytest.raises(InvalidArticleError, match="language cannot be fr"):
        dump(good(language="fr"))


def test_a_digest_changes_with_its_section_only() -> None:
    before, after = section_digests(GOOD), section_digests(good(cause="另一个原因"))
    assert [section for section in Section if before[section] != after[section]] == [Section.CAUSE]


def test_an_unknown_shipped_article_is_an_error() -> None:
    with pytest.raises(UnknownArticleError, match="no shipped article is named nowhere"):
        shipped("nowhere")


def test_every_shipped_article_is_in_canonical_form() -> None:
    assert {name: dump(shipped(name)) for name in library()} == library()


line = st.text(
    st.characters(blacklist_categories=("Cc", "Cs"), blacklist_characters="\u2028\u2029"),
    max_size=12,
).filter(str.strip)
names = st.from_regex(r"\A[a-z0-9]([a-z0-9-]{0,9}[a-z0-9])?\Z")
lists = st.lists(line, max_size=3).map(tuple)
blocks = st.sampled_from(["", "### x", "- a", "    code", "---", "```\n## x\n```"])
markdown = (
    st.lists(st.one_of(line.filter(lambda text: not set(text) & set("`~#")), blocks))
    .map("\n".join)
    .map(str.strip)
)
days = st.one_of(st.none(), st.dates(date(1990, 1, 1)))
articles = st.builds(
    Article,
    id=names,
    title=line,
    language=st.sampled_from(["zh", "en"]),
    state=st.sampled_from(State),
    confidence=st.sampled_from(Confidence),
    audience=st.sampled_from(Audience),
    category=names,
    products=lists,
    codes=lists,
    keywords=lists,
    trees=st.lists(names, max_size=3).map(tuple),
    cases=lists,
    author=line,
    reviewer=line,
    updated=days,
    review_after=days,
    evergreen=st.booleans(),
    translation_of=names,
    translated_sections=st.dictionaries(st.sampled_from(Section), line),
    issue=markdown,
    environment=markdown,
    cause=markdown,
    resolution=markdown,
)


@settings(max_examples=150)
@given(articles)
def test_writing_and_reading_gives_the_same_article_and_the_same_bytes(article: Article) -> None:
    text = dump(article)
    assert load(text, f"{article.id}.md") == article
    assert dump(load(text, "")) == text


@settings(max_examples=200)
@given(st.text(max_size=200), st.sampled_from(["", "---\n"]))
def test_any_text_is_an_article_or_has_findings(text: str, mark: str) -> None:
    article, findings = None, ()
    try:
        article = load(f"{mark}{text}\n{mark}", "x.md")
    except InvalidArticleError as error:
        findings = error.findings
    assert bool(findings) is (article is None)


def test_equal_articles_have_one_hash() -> None:
    assert len({GOOD, replace(GOOD)}) == 1
