"""What the search of the portal finds: every public article, and every guide in each language."""

from collections.abc import Iterator

from articles import markdown
from articles.model import Article
from trees.model import Tree
from webapp.portal import paths, shelf
from webapp.portal.index import Entry
from webapp.portal.public import Public
from webapp.portal.words import LANGUAGES, say

TITLE, CODES, NAMES, ISSUE, REST, STEPS = 6.0, 6.0, 4.0, 2.0, 1.0, 0.6


def entries(public: Public) -> Iterator[Entry]:
    """Yield the entries in a fixed order."""
    for article in public.articles.values():
        yield _article(article)
    for tree in public.trees.values():
        for language in LANGUAGES:
            if shelf.tree_language(tree, language) == language:
                yield _tree(tree, language)


def _article(article: Article) -> Entry:
    issue = markdown.plain(article.issue)
    rest = (article.environment, article.cause, article.resolution)
    return Entry(
        paths.article(article),
        article.language,
        say("article", article.language),
        article.title,
        " ".join(issue.split()),
        (
            (TITLE, article.title),
            (CODES, "\n".join(article.codes)),
            (NAMES, "\n".join((*article.keywords, *article.products))),
            (ISSUE, issue),
            (REST, "\n".join(map(markdown.plain, rest))),
        ),
    )


def _tree(tree: Tree, language: str) -> Entry:
    title, summary = tree.title.say(language), tree.summary.say(language)
    symptoms = [symptom.say(language) for symptom in tree.symptoms]
    return Entry(
        paths.tree(tree.id, language),
        language,
        say("guide", language),
        title,
        summary or " ".join(symptoms),
        (
            (TITLE, title),
            (CODES, "\n".join(tree.codes)),
            (NAMES, "\n".join((*symptoms, *tree.products))),
            (ISSUE, summary),
            (STEPS, "\n".join(node.text.say(language) for node in tree.nodes.values())),
        ),
    )
