"""Pages of trees: one that tells what a guide is for, with its drawing, and one for each step."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from articles.model import Article
from trees.draw import svg
from trees.model import Node, Subtree, Text, Tree
from webapp.portal import paths, shelf
from webapp.portal.public import Public
from webapp.portal.rendering import Pages, link
from webapp.portal.steps import Step, steps
from webapp.portal.words import LANGUAGES, say


def write(public: Public, pages: Pages, language: str) -> Iterator[tuple[str, bytes]]:
    """Yield the pages of all trees that speak a language."""
    for tree in public.trees.values():
        if shelf.tree_language(tree, language) == language:
            yield paths.tree(tree.id, language), _overview(public, pages, tree, language)
            for step in steps(tree, public.trees):
                path = paths.step(tree.id, step.node.id, language)
                yield path, _step(public, pages, tree, step, language)


def _overview(public: Public, pages: Pages, tree: Tree, language: str) -> bytes:
    path = paths.tree(tree.id, language)
    targets = {node: link(path, paths.step(tree.id, node, language)) for node in tree.nodes}
    named = dict.fromkeys(name for node in tree.nodes.values() for name in node.articles)
    return pages.render(
        "tree.html",
        path,
        language,
        _alternates(tree, None),
        tree=tree,
        drawing=svg(_named(tree), language, styled=False, links=targets),
        articles=_articles(public, tuple(named), language),
    )


def _step(public: Public, pages: Pages, tree: Tree, step: Step, language: str) -> bytes:
    path = paths.step(tree.id, step.node.id, language)
    return pages.render(
        "step.html",
        path,
        language,
        _alternates(tree, step.node),
        tree=tree,
        step=step,
        node=step.node,
        guide=public.trees.get(step.guide),
        articles=_articles(public, step.node.articles, language),
    )


def _alternates(tree: Tree, node: Node | None) -> Mapping[str, str]:
    """The same page in each language; the home page where the tree does not speak it."""
    found = {each: paths.home(each) for each in LANGUAGES}
    for each in LANGUAGES:
        if shelf.tree_language(tree, each) == each:
            here = paths.step(tree.id, node.id, each) if node else paths.tree(tree.id, each)
            found[each] = here
    return found


def _articles(public: Public, named: tuple[str, ...], language: str) -> list[Article]:
    """The named articles, each once, in the reader's language where there is one."""
    groups = shelf.groups(public)
    found: dict[str, Article] = {}
    for name in named:
        article = public.articles[name]
        group = groups[article.translation_of or article.id]
        best = next((each for each in group if each.language == language), article)
        found[best.id] = best
    return list(found.values())


def _named(tree: Tree) -> Tree:
    """The tree with words on steps that have none because another guide is not public."""
    words = Text({each: say("with_support", each) for each in LANGUAGES})
    nodes = {
        name: replace(node, text=words)
        if isinstance(node, Subtree) and not node.text and not node.tree
        else node
        for name, node in tree.nodes.items()
    }
    return replace(tree, nodes=nodes)
