"""The shipped trees and articles: sound, complete, and fit to be shown."""

from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from functools import cache

import pytest

import articles.files
import trees.files
from articles.model import Article, Audience, State
from articles.standard import Known, check_text
from kb.redaction import redact
from trees.check import check
from trees.graph import Edge, edges
from trees.model import (
    Action,
    Diagnose,
    Outcome,
    Question,
    Result,
    Subtree,
    Text,
    Tree,
)
from trees.model import (
    Audience as TreeAudience,
)
from trees.position import Answer, Position, Visit
from trees.replay import Verdict, judge_all
from trees.scripts.commands import placed_commands
from trees.walk import advance, choices, walk

TREES = sorted(trees.files.library())
ARTICLES = sorted(articles.files.library())
THREADS = {
    "windows-update-0x800705b4",
    "bits-reset",
    "softwaredistribution-reset",
    "update-services-compare",
    "manual-kb-install",
    "update-logs-collect",
    "bluescreen-bugcheck",
    "full-dump-config",
    "driver-verifier-special-pool",
    "driver-update-version",
    "netsh-trace",
    "file-share-speed",
    "skype-isolation",
    "office-activation-procmon",
    "data-collection-tool",
    "installed-software-list",
}


@cache
def shipped_trees() -> Mapping[str, Tree]:
    texts = trees.files.library()
    return {name: trees.files.load(text, f"{name}.yaml") for name, text in texts.items()}


@cache
def shipped_articles() -> Mapping[str, Article]:
    texts = articles.files.library()
    return {name: articles.files.load(text, f"{name}.md") for name, text in texts.items()}


# --- trees: sound ----------------------------------------------------------------------------


def test_every_procedure_of_the_threads_is_shipped():
    assert set(TREES) >= THREADS


def test_all_shipped_trees_check_clean_together():
    sources = {f"{name}.yaml": text for name, text in trees.files.library().items()}
    assert check(sources, articles=ARTICLES) == ()


@pytest.mark.parametrize("name", TREES)
def test_every_example_still_ends_where_it_ended(name):
    judged = judge_all(shipped_trees(), name)
    assert [each for each in judged if each.verdict is not Verdict.SAME] == []
    assert judged


@pytest.mark.parametrize("name", TREES)
def test_a_tree_speaks_both_languages_chinese_first(name):
    assert shipped_trees()[name].languages == ("zh", "en")


def test_three_trees_weigh_their_causes():
    weighing = {
        name
        for name, tree in shipped_trees().items()
        if any(isinstance(node, Diagnose) for node in tree.nodes.values())
    }
    assert weighing == {
        "windows-update-0x800705b4",
        "file-share-speed",
        "office-activation-procmon",
    }


# --- trees: every edge is walked -------------------------------------------------------------


@pytest.mark.parametrize("name", TREES)
def test_every_edge_of_a_tree_is_walked(name):
    tree = shipped_trees()[name]
    walked = {
        (visit.node.id, visit.answer)
        for position in everywhere(name)
        for visit in position.path
        if visit.tree.tree == name and "/" not in visit.key
    }
    given = set(steps(name))
    missing = [
        (edge.source, edge.answer)
        for node in tree.nodes.values()
        for edge in edges(node)
        if not _was_walked(tree, edge, walked | given)
    ]
    assert missing == []


@pytest.mark.parametrize("name", TREES)
def test_every_outcome_of_a_tree_is_reached(name):
    tree = shipped_trees()[name]
    ends = {node.id for node in tree.nodes.values() if isinstance(node, Outcome)}
    assert {end.node.id for end in everywhere(name) if end.outcome} == ends


@pytest.mark.parametrize("name", TREES)
def test_a_walk_played_from_its_answers_ends_at_the_same_place(name):
    for end in everywhere(name):
        if end.outcome:
            answers = [Answer(visit.key, visit.answer) for visit in _answered(end.path)]
            assert walk(shipped_trees(), name, answers).key == end.key


def _was_walked(tree: Tree, edge: Edge, walked: set[tuple[str, str]]) -> bool:
    node = tree.nodes[edge.source]
    if isinstance(node, Subtree) and edge.answer == "default":
        rest = {result for result in Result if result not in node.outcomes}
        return any((node.id, str(result)) in walked for result in rest)
    if isinstance(node, Diagnose) and edge.answer == "default":
        rest = {fix for fix in node.fixes if fix not in node.solved}
        return any((node.id, fix) in walked for fix in rest)
    return (edge.source, edge.answer) in walked


def steps(name: str) -> Iterator[tuple[str, str]]:
    """Fixes of a `diagnose` that led out of it: node and fix, as its edges name them."""
    for position in everywhere(name):
        for visit in position.path:
            if visit.step and visit.answer == "solved" and "/" not in visit.key:
                yield visit.node.id, visit.step


def _answered(path: Iterable[Visit]) -> Iterator[Visit]:
    """The visits that were answers, a confirmation before each dangerous step."""
    for visit in path:
        if not isinstance(visit.node, Outcome | Subtree):
            if _is_confirmed(visit):
                yield Visit(visit.key, visit.tree, visit.node, visit.step, "confirmed")
            yield visit


def _is_confirmed(visit: Visit) -> bool:
    node = visit.node
    remedy = node.fixes.get(visit.step) if isinstance(node, Diagnose) else node
    risk = getattr(remedy, "risk", None)
    return bool(risk) and risk.level == "high" and visit.answer in {"solved", "not_solved"}


@cache
def everywhere(name: str) -> tuple[Position, ...]:
    """A position at each place of a tree, and all that follow from it by one answer."""
    found: list[Position] = []
    seen: set[tuple[object, ...]] = set()
    waiting = deque([walk(shipped_trees(), name)])
    while waiting:
        position = waiting.popleft()
        found.append(position)
        if _place(position) in seen or position.outcome:
            continue
        seen.add(_place(position))
        for key, offered in choices(position).items():
            waiting.extend(
                advance(shipped_trees(), position, Answer(key, answer)) for answer in offered
            )
    return tuple(found)


def _place(position: Position) -> tuple[object, ...]:
    """Where a position stands; in a `diagnose`, also which fixes were tried."""
    fixes = position.node.fixes if isinstance(position.node, Diagnose) else {}
    tried = frozenset(fixes.keys() & position.answers_at(position.key).keys())
    return position.key, position.confirmed, tried


# --- trees: what an engineer relies on -------------------------------------------------------


@pytest.mark.parametrize(
    "name, run",
    [
        ("windows-update-0x800705b4", "Test-NetConnection -ComputerName"),
        ("softwaredistribution-reset", "Stop-Service -Name wuauserv -Force"),
        ("softwaredistribution-reset", "Rename-Item -Path C:\\Windows\\SoftwareDistribution"),
        ("bits-reset", "bitsadmin.exe /reset /allusers"),
        ("driver-verifier-special-pool", "verifier.exe /flags 0x1 /driver"),
        ("driver-verifier-special-pool", "verifier.exe /reset"),
        (
            "netsh-trace",
            "netsh trace start capture=yes maxsize=500M tracefile=C:\\nettrace.etl",
        ),
        ("update-logs-collect", "Get-WindowsUpdateLog"),
        ("installed-software-list", "appwiz.cpl"),
    ],
)
def test_a_tree_holds_the_exact_command(name, run):
    commands = [command.run for _, command in placed_commands(shipped_trees()[name])]
    assert [command for command in commands if command.startswith(run)]


def test_questions_change_nothing():
    changing = ("Start-", "Stop-", "Set-", "Restart-", "Rename-", "Remove-", "reg.exe add")
    asked = [
        command.run
        for tree in shipped_trees().values()
        for path, command in placed_commands(tree)
        if path[2:3] == ("check",) or "questions" in path
    ]
    assert [run for run in asked if run.startswith(changing)] == []


def test_special_pool_is_dangerous_can_be_declined_and_taken_back():
    tree = shipped_trees()["driver-verifier-special-pool"]
    switching_on = [tree.nodes["enable-suspects"], tree.nodes["enable-list"]]
    assert [node.risk.level for node in switching_on if isinstance(node, Action)] == ["high"] * 2
    assert {node.declined for node in switching_on if isinstance(node, Action)} == {"declined"}
    for node in switching_on:
        assert isinstance(node, Action)
        assert "verifier.exe /reset" in [command.run for command in node.undo]


# --- articles --------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ARTICLES)
def test_a_shipped_article_checks_clean(name):
    known = Known(shipped_articles(), TREES)
    assert check_text(articles.files.library()[name], f"{name}.md", known) == ()


@pytest.mark.parametrize("name", ARTICLES)
def test_a_shipped_article_is_in_canonical_form(name):
    assert articles.files.dump(shipped_articles()[name]) == articles.files.library()[name]


def test_articles_stand_in_all_states_and_most_are_for_customers():
    found = shipped_articles().values()
    assert {article.state for article in found} == set(State)
    assert sum(article.is_for_customers for article in found) > len(found) / 2


def test_most_originals_are_translated():
    originals = [each for each in shipped_articles().values() if not each.translation_of]
    translated = {each.translation_of for each in shipped_articles().values()}
    assert len([each for each in originals if each.id in translated]) > len(originals) / 2


def test_every_article_that_a_tree_names_exists():
    named = {
        article
        for tree in shipped_trees().values()
        for node in tree.nodes.values()
        for article in node.articles
    }
    assert sorted(named - set(ARTICLES)) == []


# --- what customers see ----------------------------------------------------------------------


def _public_trees() -> list[Tree]:
    return [each for each in shipped_trees().values() if each.audience is TreeAudience.PUBLIC]


def test_public_trees_use_and_link_only_what_is_public():
    public = {tree.tree for tree in _public_trees()}
    nodes = [node for tree in _public_trees() for node in tree.nodes.values()]
    shown = {
        name
        for name, article in shipped_articles().items()
        if article.state is State.PUBLISHED and article.audience is Audience.PUBLIC
    }
    assert {node.tree for node in nodes if isinstance(node, Subtree)} <= public
    assert {article for node in nodes for article in node.articles} <= shown


def test_public_articles_link_only_what_is_public():
    public = {f"tree:{tree.tree}" for tree in _public_trees()}
    public |= {
        f"article:{each.id}" for each in shipped_articles().values() if each.is_for_customers
    }
    linked = {
        target
        for article in shipped_articles().values()
        if article.is_for_customers
        for target in _targets(article)
    }
    assert sorted(linked - public) == []


def _targets(article: Article) -> Iterator[str]:
    body = f"{article.issue}\n{article.environment}\n{article.cause}\n{article.resolution}"
    for piece in body.split("](")[1:]:
        target = piece.split(")")[0]
        if target.startswith(("article:", "tree:")):
            yield target


def test_public_texts_hold_no_secret():
    texts = [*_public_article_texts(), *_public_tree_texts()]
    assert [redact(text).findings for text in texts if redact(text).findings] == []


def test_public_texts_name_no_case():
    texts = [*_public_article_texts(), *_public_tree_texts()]
    assert [text for text in texts if "CAS-" in text] == []


def _public_article_texts() -> Iterator[str]:
    for article in shipped_articles().values():
        if article.is_for_customers:
            yield article.title
            yield from (article.issue, article.environment, article.cause, article.resolution)


def _public_tree_texts() -> Iterator[str]:
    for tree in _public_trees():
        for text in _texts(tree):
            yield from text.words.values()
        yield from (command.run for _, command in placed_commands(tree))


def _texts(tree: Tree) -> Iterator[Text]:
    yield from (tree.title, tree.summary, *tree.symptoms)
    for node in tree.nodes.values():
        yield from (node.text, node.note)
        if isinstance(node, Question):
            yield from (choice.text for choice in node.answers.values())
        if isinstance(node, Outcome):
            yield node.summary
