"""Checks of what an article says about itself: people, state, age, category, relations."""

from collections.abc import Callable, Iterator
from datetime import timedelta

from articles.categories import categories
from articles.files import section_digest
from articles.findings import Finding
from articles.model import HEADINGS, Article, Confidence, State
from articles.subject import Subject, limits


def _people(subject: Subject) -> Iterator[Finding]:
    article = subject.article
    if article.state is not State.PUBLISHED:
        return
    if not article.reviewer:
        yield subject.at_field("reviewer", "no-reviewer")
    elif article.reviewer == article.author and subject.known.four_eyes:
        yield subject.at_field("reviewer", "reviewer-is-author", name=article.author)


def _confidence(subject: Subject) -> Iterator[Finding]:
    article = subject.article
    if article.state is not State.PUBLISHED:
        return
    if article.confidence in {Confidence.WORK_IN_PROGRESS, Confidence.ARCHIVED}:
        yield subject.at_field("confidence", "not-ready", confidence=article.confidence)


def _category(subject: Subject) -> Iterator[Finding]:
    category = subject.article.category
    if category not in categories():
        known = ", ".join(categories())
        yield subject.at_field("category", "unknown-category", category=category, known=known)


def _age(subject: Subject) -> Iterator[Finding]:
    article, today = subject.article, subject.today
    if today is None or article.state is not State.PUBLISHED or article.evergreen:
        return
    if article.updated is None:
        yield subject.at_field("updated", "no-date")
    elif article.review_after is not None:
        if article.review_after < today:
            yield subject.at_field("review_after", "review-due", day=article.review_after)
    elif today - article.updated > timedelta(days=limits().stale_days):
        days = (today - article.updated).days
        yield subject.at_field("updated", "stale", days=days, most=limits().stale_days)


def _trees(subject: Subject) -> Iterator[Finding]:
    trees = subject.known.trees
    for name in subject.article.trees if trees is not None else ():
        if name not in (trees or ()):
            yield subject.at_field("trees", "unknown-tree", target=name)


def _same_title(subject: Subject) -> Iterator[Finding]:
    article = subject.article
    for other in (subject.known.articles or {}).values():
        if other.id != article.id and (other.language, other.title) == (
            article.language,
            article.title,
        ):
            yield subject.at_field("title", "same-title", other=other.id)


def _translation(subject: Subject) -> Iterator[Finding]:
    article, articles = subject.article, subject.known.articles
    if not article.translation_of or articles is None:
        return
    original = articles.get(article.translation_of)
    if original is None:
        yield subject.at_field("translation_of", "unknown-article", target=article.translation_of)
    elif original.language == article.language:
        yield subject.at_field("translation_of", "same-language", language=article.language)
    else:
        yield from _drift(subject, original)


def _drift(subject: Subject, original: Article) -> Iterator[Finding]:
    for section, digest in subject.article.translated_sections.items():
        if digest != section_digest(original.section(section)):
            heading = HEADINGS[subject.article.language][section]
            yield subject.at_section(
                section, "translation-behind", heading=heading, original=original.id
            )


CHECKS: tuple[Callable[[Subject], Iterator[Finding]], ...] = (
    _people,
    _confidence,
    _category,
    _age,
    _trees,
    _same_title,
    _translation,
)
