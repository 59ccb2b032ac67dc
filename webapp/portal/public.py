"""What may leave: public articles and trees, with the fields of an allow-list and no others.

Everything behind this module works on what it returns, so a field that is not named here cannot
reach a page.
"""

from collections.abc import Callable, Container, Iterable, Mapping
from dataclasses import dataclass, replace

from articles.model import Article, Confidence
from trees.model import (
    Action,
    Audience,
    Cause,
    Check,
    Choice,
    Collect,
    Command,
    Diagnose,
    Fix,
    Item,
    Likelihood,
    Node,
    Outcome,
    Probe,
    Question,
    Risk,
    Setup,
    Subtree,
    Text,
    Tree,
)

Change = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Public:
    """What the portal shows, by id."""

    articles: Mapping[str, Article]
    trees: Mapping[str, Tree]


def public(articles: Iterable[Article], trees: Mapping[str, Tree]) -> Public:
    """Return what customers may see, stripped of everything that is for the team only."""
    shown = {article.id: article for article in articles if _is_public(article)}
    open_trees = {name: tree for name, tree in trees.items() if tree.audience is Audience.PUBLIC}
    return Public(
        {name: _article(article, shown, open_trees) for name, article in sorted(shown.items())},
        {name: _tree(tree, shown, open_trees) for name, tree in sorted(open_trees.items())},
    )


def changed_texts(subject: Public, change: Change) -> Public:
    """Return the same with every text that people read passed through `change`."""
    return Public(
        {name: change_article(each, change) for name, each in subject.articles.items()},
        {name: change_tree(each, change) for name, each in subject.trees.items()},
    )


def change_article(article: Article, change: Change) -> Article:
    """Return an article with all its texts changed."""
    return replace(
        article,
        title=change(article.title),
        products=tuple(map(change, article.products)),
        codes=tuple(map(change, article.codes)),
        keywords=tuple(map(change, article.keywords)),
        issue=change(article.issue),
        environment=change(article.environment),
        cause=change(article.cause),
        resolution=change(article.resolution),
    )


def change_tree(tree: Tree, change: Change) -> Tree:
    """Return a tree with all its texts and commands changed."""
    return replace(
        tree,
        title=_text(tree.title, change),
        summary=_text(tree.summary, change),
        symptoms=tuple(_text(each, change) for each in tree.symptoms),
        products=tuple(map(change, tree.products)),
        codes=tuple(map(change, tree.codes)),
        nodes={name: _node(node, change) for name, node in tree.nodes.items()},
    )


def _is_public(article: Article) -> bool:
    return article.is_for_customers and article.confidence is not Confidence.ARCHIVED


def _article(article: Article, shown: Container[str], trees: Container[str]) -> Article:
    original = article.translation_of
    return Article(
        id=article.id,
        title=article.title,
        language=article.language,
        state=article.state,
        audience=article.audience,
        category=article.category,
        products=article.products,
        codes=article.codes,
        keywords=article.keywords,
        trees=tuple(name for name in article.trees if name in trees),
        updated=article.updated,
        translation_of=original if original in shown else "",
        issue=article.issue,
        environment=article.environment,
        cause=article.cause,
        resolution=article.resolution,
    )


def _tree(tree: Tree, articles: Container[str], trees: Container[str]) -> Tree:
    nodes = {name: _public_node(node, articles, trees) for name, node in tree.nodes.items()}
    return Tree(
        tree=tree.tree,
        title=tree.title,
        languages=tree.languages,
        start=tree.start,
        nodes=nodes,
        summary=tree.summary,
        audience=tree.audience,
        symptoms=tree.symptoms,
        codes=tree.codes,
        products=tree.products,
    )


def _public_node(node: Node, articles: Container[str], trees: Container[str]) -> Node:
    """A node without its note, its reading patterns, and links to what is not public."""
    linked = tuple(name for name in node.articles if name in articles)
    bare = replace(node, note=Text(), articles=linked)
    if isinstance(bare, Question | Action):
        return replace(bare, check=_bare_check(bare.check))
    if isinstance(bare, Diagnose):
        return replace(
            bare,
            fixes={name: _bare_fix(fix) for name, fix in bare.fixes.items()},
            questions={name: _bare_probe(each) for name, each in bare.questions.items()},
        )
    if isinstance(bare, Subtree):
        return replace(bare, tree=bare.tree if bare.tree in trees else "")
    return bare


def _bare_check(check: Check | None) -> Check | None:
    return replace(check, read=()) if check else None


def _bare_fix(fix: Fix) -> Fix:
    return replace(fix, note=Text(), check=_bare_check(fix.check))


def _bare_probe(probe: Probe) -> Probe:
    return replace(probe, note=Text(), check=_bare_check(probe.check))


def _node(node: Node, change: Change) -> Node:
    said = replace(node, text=_text(node.text, change))
    match said:
        case Question():
            answers = {name: _choice(each, change) for name, each in said.answers.items()}
            return replace(said, answers=answers, check=_check(said.check, change))
        case Action():
            return replace(
                said,
                commands=_commands(said.commands, change),
                check=_check(said.check, change),
                risk=_risk(said.risk, change),
                undo=_commands(said.undo, change),
            )
        case Diagnose():
            return _diagnose(said, change)
        case Collect():
            return replace(said, items=tuple(_item(each, change) for each in said.items))
        case Outcome():
            return replace(said, summary=_text(said.summary, change))
        case Subtree():
            return said


def _diagnose(node: Diagnose, change: Change) -> Diagnose:
    return replace(
        node,
        causes={name: _cause(each, change) for name, each in node.causes.items()},
        fixes={name: _fix(each, change) for name, each in node.fixes.items()},
        questions={name: _probe(each, change) for name, each in node.questions.items()},
        setups={name: _setup(each, change) for name, each in node.setups.items()},
    )


def _text(text: Text, change: Change) -> Text:
    return Text({language: change(words) for language, words in text.words.items()})


def _commands(commands: Iterable[Command], change: Change) -> tuple[Command, ...]:
    return tuple(replace(command, run=change(command.run)) for command in commands)


def _check(check: Check | None, change: Change) -> Check | None:
    return replace(check, run=change(check.run)) if check else None


def _risk(risk: Risk, change: Change) -> Risk:
    return replace(risk, warning=_text(risk.warning, change))


def _choice(choice: Choice, change: Change) -> Choice:
    return replace(choice, text=_text(choice.text, change))


def _cause(cause: Cause, change: Change) -> Cause:
    return replace(cause, text=_text(cause.text, change))


def _setup(setup: Setup, change: Change) -> Setup:
    return replace(setup, text=_text(setup.text, change))


def _likelihood(answer: Likelihood, change: Change) -> Likelihood:
    return replace(answer, text=_text(answer.text, change))


def _fix(fix: Fix, change: Change) -> Fix:
    return replace(
        fix,
        text=_text(fix.text, change),
        commands=_commands(fix.commands, change),
        check=_check(fix.check, change),
        risk=_risk(fix.risk, change),
        undo=_commands(fix.undo, change),
    )


def _probe(probe: Probe, change: Change) -> Probe:
    answers = {name: _likelihood(each, change) for name, each in probe.answers.items()}
    return replace(
        probe, text=_text(probe.text, change), answers=answers, check=_check(probe.check, change)
    )


def _item(item: Item, change: Change) -> Item:
    command = item.command
    return replace(
        item,
        text=_text(item.text, change),
        path=change(item.path),
        command=replace(command, run=change(command.run)) if command else None,
    )
