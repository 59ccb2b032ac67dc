"""Which articles and guides a reader of one language is offered, and how they belong together."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from articles import markdown
from articles.categories import categories, category_title
from articles.model import Article
from trees.model import Subtree, Tree
from webapp.portal.public import Public
from webapp.portal.words import LANGUAGES

SUMMARY = 140
MOST_RELATED = 5
_SHARED_CODE, _SAME_CATEGORY, _SHARED_PRODUCT = 4, 2, 1
_ENOUGH = 3
_OLDEST = date(1970, 1, 1)


@dataclass(frozen=True, slots=True)
class Subject:
    """A category with its articles, the newest first."""

    id: str
    title: str
    articles: tuple[Article, ...]

    @property
    def path(self) -> str:
        """The name of its page, in the folder of a language."""
        return f"subjects/{self.id or 'more'}.html"


@dataclass(frozen=True, slots=True)
class Shelf:
    """What a reader of one language sees: their own language first, else what there is."""

    language: str
    articles: tuple[Article, ...]
    trees: tuple[Tree, ...]
    subjects: tuple[Subject, ...]

    def newest(self, most: int) -> tuple[Article, ...]:
        """Return the articles that changed last."""
        return tuple(sorted(self.articles, key=_newest_first)[:most])


def shelf(public: Public, language: str) -> Shelf:
    """Put together what readers of a language are offered."""
    chosen = tuple(_best(group, language) for group in groups(public).values())
    ordered = tuple(sorted(chosen, key=_newest_first))
    return Shelf(language, ordered, _trees(public), _subjects(ordered, language))


def groups(public: Public) -> Mapping[str, tuple[Article, ...]]:
    """Return each article with its translations, by the id of the original."""
    found: dict[str, tuple[Article, ...]] = {}
    for article in public.articles.values():
        key = article.translation_of or article.id
        found[key] = (*found.get(key, ()), article)
    return found


def translations(public: Public, article: Article) -> Mapping[str, Article]:
    """Return the same article in each language there is, by language."""
    group = groups(public)[article.translation_of or article.id]
    return {each.language: each for each in group} | {article.language: article}


def related(article: Article, offered: Sequence[Article]) -> tuple[Article, ...]:
    """Return articles on the same matter, the closest first."""
    own = article.translation_of or article.id
    scored = [
        (_closeness(article, each), each)
        for each in offered
        if (each.translation_of or each.id) != own
    ]
    near = [pair for pair in scored if pair[0] >= _ENOUGH]
    near.sort(key=lambda pair: (-pair[0], pair[1].title, pair[1].id))
    return tuple(each for _, each in near[:MOST_RELATED])


def tree_language(tree: Tree, language: str) -> str:
    """Return the language in which a reader sees a tree."""
    known = [each for each in tree.languages if each in LANGUAGES] or [LANGUAGES[0]]
    return language if language in known else known[0]


def summary(article: Article) -> str:
    """Return the beginning of what an article is about."""
    words = " ".join(markdown.plain(article.issue).split())
    return words if len(words) <= SUMMARY else words[: SUMMARY - 1].rstrip() + "…"


def _trees(public: Public) -> tuple[Tree, ...]:
    """Guides for a problem first, then those that are parts of others, each by its id."""
    parts = {
        node.tree
        for tree in public.trees.values()
        for node in tree.nodes.values()
        if isinstance(node, Subtree)
    }
    return tuple(sorted(public.trees.values(), key=lambda tree: (tree.id in parts, tree.id)))


def _best(group: Sequence[Article], language: str) -> Article:
    return next((each for each in group if each.language == language), group[0])


def _subjects(articles: Sequence[Article], language: str) -> tuple[Subject, ...]:
    known = [*categories(), *sorted({each.category for each in articles} - set(categories()))]
    ids = [name for name in known if name] + [""]
    found = (
        Subject(
            name,
            category_title(name, language),
            tuple(each for each in articles if each.category == name),
        )
        for name in ids
    )
    return tuple(subject for subject in found if subject.articles)


def _closeness(article: Article, other: Article) -> int:
    codes = len(set(article.codes) & set(other.codes))
    products = len(set(article.products) & set(other.products))
    same = article.category == other.category != ""
    return codes * _SHARED_CODE + same * _SAME_CATEGORY + products * _SHARED_PRODUCT


def _newest_first(article: Article) -> tuple[int, str, str]:
    return (-(article.updated or _OLDEST).toordinal(), article.title, article.id)
