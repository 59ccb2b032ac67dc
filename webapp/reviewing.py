"""Review of articles: what is wrong with one, who may move it on, and the moving itself."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from articles import standard
from articles.files import dump
from articles.findings import Finding
from articles.model import Article, State
from articles.states import move
from articles.subject import Known
from kb.store import Store
from webapp.services import Services

ARTICLE = "article"


def today() -> date:
    """The day on the writer's calendar."""
    return date.today()  # noqa: DTZ011 - an article's age is counted in days of the team


def findings(services: Services, store: Store, article: Article) -> tuple[Finding, ...]:
    """What falls short in an article, with links checked against everything in the store."""
    known = Known(
        services.articles(store).all(),
        frozenset(store.documents.ids("tree")),
        four_eyes=services.settings.four_eyes,
    )
    return standard.check(article, known, today())


def change_state(
    services: Services, store: Store, article_id: str, state: State, by: str
) -> Article:
    """Move an article and keep it as a version whose note is the new state.

    Raises:
        UnknownArticleError: there is no such article.
        TransitionError: it may not go there, or `by` may not publish it.
    """
    article = services.articles(store).get(article_id)
    four_eyes = services.settings.four_eyes
    moved = move(
        article if four_eyes else replace(article, author=""),
        state,
        by,
        editors=_editors(store, article_id) if four_eyes else (),
        findings=findings(services, store, article),
    )
    kept = replace(moved, author=article.author)
    store.documents.save(ARTICLE, article_id, dump(kept), by, note=state)
    return kept


def _editors(store: Store, article_id: str) -> Iterator[str]:
    """Who has written since the article was last published."""
    for version in store.documents.history(ARTICLE, article_id):
        if version.note == State.PUBLISHED:
            return
        if version.note not in list(State):
            yield version.author
