"""Pages of articles: home, subjects, search, and one page for each article."""

from collections.abc import Iterator, Mapping
from functools import partial

from articles.categories import category_title
from articles.model import Article
from articles.render import page
from webapp.portal import paths, shelf
from webapp.portal.public import Public
from webapp.portal.rendering import Pages, link
from webapp.portal.shelf import Shelf, Subject
from webapp.portal.words import LANGUAGES

MOST_NEW = 6
Made = Iterator[tuple[str, bytes]]


def write(public: Public, pages: Pages, language: str) -> Made:
    """Yield the pages of one language."""
    shelves = {each: shelf.shelf(public, each) for each in LANGUAGES}
    own = shelves[language]
    yield paths.home(language), home(public, pages, language, paths.home(language))
    for template, place in (("search.html", paths.search), ("guides.html", paths.guides)):
        alternates = {each: place(each) for each in LANGUAGES}
        yield (
            place(language),
            pages.render(template, place(language), language, alternates, shelf=own),
        )
    for subject in own.subjects:
        yield _subject(pages, shelves, language, subject)
    for article in public.articles.values():
        if article.language == language:
            yield paths.article(article), _article(public, pages, own, article)


def home(public: Public, pages: Pages, language: str, path: str) -> bytes:
    """Return the first page of a language, as it stands at a path."""
    own = shelf.shelf(public, language)
    homes = {each: paths.home(each) for each in LANGUAGES}
    newest = own.newest(MOST_NEW)
    return pages.render("home.html", path, language, homes, shelf=own, newest=newest)


def _subject(
    pages: Pages, shelves: Mapping[str, Shelf], language: str, subject: Subject
) -> tuple[str, bytes]:
    path = f"{language}/{subject.path}"
    alternates = {
        each: next(
            (f"{each}/{other.path}" for other in own.subjects if other.id == subject.id),
            paths.home(each),
        )
        for each, own in shelves.items()
    }
    shown = pages.render(
        "subject.html", path, language, alternates, shelf=shelves[language], subject=subject
    )
    return path, shown


def _article(public: Public, pages: Pages, own: Shelf, article: Article) -> bytes:
    path = paths.article(article)
    versions = shelf.translations(public, article)
    homes = {each: paths.home(each) for each in LANGUAGES}
    alternates = homes | {each: paths.article(other) for each, other in versions.items()}
    subject = next((each for each in own.subjects if each.id == article.category), None)
    return pages.render(
        "article.html",
        path,
        article.language,
        alternates,
        article=article,
        text=page(article, link=partial(_address, public, article)),
        subject=subject,
        subject_title=category_title(article.category, article.language),
        guides=[tree for name, tree in public.trees.items() if _belongs(article, name, public)],
        related=shelf.related(article, own.articles),
        translated=[each for each in versions.values() if each.language != article.language],
    )


def _belongs(article: Article, tree: str, public: Public) -> bool:
    """Whether an article names a tree, or a step of the tree names the article."""
    nodes = public.trees[tree].nodes.values()
    return tree in article.trees or any(article.id in node.articles for node in nodes)


def _address(public: Public, origin: Article, kind: str, name: str) -> str | None:
    """Where a link inside an article leads; None where the target is not public."""
    here = paths.article(origin)
    if kind == "article" and name in public.articles:
        return link(here, paths.article(public.articles[name]))
    if kind == "tree" and name in public.trees:
        language = shelf.tree_language(public.trees[name], origin.language)
        return link(here, paths.tree(name, language))
    return None
