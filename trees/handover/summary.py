"""A walk as a case summary in Markdown, under the headings that the house uses.

Works for finished walks and for interrupted ones; nothing that was tried is left out.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from trees.handover.evidence import Collected, listed
from trees.handover.markdown import fenced, indented
from trees.handover.telling import answer_text, step_text
from trees.messages import say
from trees.model import (
    DECLINED,
    SOLVED,
    Action,
    Command,
    Diagnose,
    Fix,
    Node,
    Probe,
    Question,
    Subtree,
)
from trees.plan import decide
from trees.planning.belief import believe, problem
from trees.position import Position, Visit

_LIKELY: Final = 0.05


@dataclass(frozen=True, slots=True)
class About:
    """What is known of the case besides the walk; empty fields are left out.

    Attributes:
        problem: the customer's problem in a sentence or more; else the tree's title stands there.
        environment: system, builds, products.
        articles: id -> title of the articles to be named; None names all by their ids.
        version: the version of the tree, as people should see it.
    """

    case: str = ""
    customer: str = ""
    problem: str = ""
    environment: tuple[str, ...] = ()
    engineer: str = ""
    date: str = ""
    version: str = ""
    articles: Mapping[str, str] | None = None


def handover(
    position: Position,
    language: str,
    evidence: Sequence[Collected] = (),
    about: About | None = None,
) -> str:
    """Write the case summary of a walk.

    Args:
        position: where the walk stands, with all that it has been through.
        language: of the text; `zh` and `en` are there.
        evidence: what was collected on the way.
        about: what is known of the case.
    """
    about = about or About()
    parts = [
        *_head(position, language, about),
        *_section("problem", language, [about.problem.strip() or _title(position, language)]),
        *_section("analysis", language, _analysis(position, language)),
        *_section("evidence", language, list(listed(position, language, evidence)), level=3),
        *_section("conclusion", language, list(_conclusion(position, language, about))),
        *_section("next-step", language, list(_next(position, language)), level=3),
    ]
    return "\n".join(parts).rstrip() + "\n"


def _title(position: Position, language: str) -> str:
    return position.root.title.say(language)


def _head(position: Position, language: str, about: About) -> list[str]:
    environment = say("comma", language).join(about.environment)
    tree = f"{_title(position, language)} ({position.root.tree})"
    if about.version:
        tree = say("version", language, tree=tree, version=about.version)
    fields = {
        "case": about.case,
        "customer": about.customer,
        "environment": environment or say("environment-unknown", language),
        "engineer": about.engineer,
        "date": about.date,
        "tree": tree,
    }
    colon = say("colon", language)
    lines = [f"- {say(key, language)}{colon}{value}" for key, value in fields.items() if value]
    name = say("case-summary", language)
    return [f"# {name}{colon}{_title(position, language)}", "", *lines, ""]


def _section(key: str, language: str, body: Sequence[str], level: int = 2) -> list[str]:
    return [f"{'#' * level} {say(key, language)}", "", *body, ""]


def _analysis(position: Position, language: str) -> list[str]:
    lines: list[str] = []
    count = 0
    for place, visit in enumerate(position.path):
        if isinstance(visit.node, Subtree):
            indent = " " * len(f"{count}. ") if count else ""
            lines += _subtree(position.path[place - 1], language, indent)
        elif title := step_text(visit).say(language):
            count += 1
            lines += _step(visit, f"{count}. ", title, language)
    return [*(lines or [say("nothing-tried", language)]), *_causes(position, language)]


def _step(visit: Visit, mark: str, title: str, language: str) -> Iterator[str]:
    indent = " " * len(mark)
    yield f"{mark}{title}{say('dash', language)}{answer_text(visit, language)}"
    if visit.answer != DECLINED:
        yield from fenced([command.run for command in commands_of(visit)], indent)
    if visit.note.strip():
        yield from indented(f"{say('note', language)}{say('colon', language)}{visit.note}", indent)


def commands_of(visit: Visit) -> Sequence[Command]:
    """What was typed at a place of the walk."""
    node = visit.node
    if isinstance(node, Action):
        return node.commands
    if isinstance(node, Diagnose) and visit.step in node.fixes:
        return node.fixes[visit.step].commands
    check = node.check if isinstance(node, Question) else None
    if isinstance(node, Diagnose) and visit.step in node.questions:
        check = node.questions[visit.step].check
    return (check.command,) if check else ()


def _subtree(inner: Visit, language: str, indent: str) -> list[str]:
    """One line on how a subtree ended, in the words of its outcome."""
    summary = getattr(inner.node, "summary", None) or inner.node.text
    said = say("subtree-ended", language, summary=summary.say(language))
    return ["", f"{indent}> {said}", ""]


def _causes(position: Position, language: str) -> list[str]:
    said = likely_causes(position, language)
    return ["", said] if said else []


def likely_causes(position: Position, language: str) -> str:
    """What is believed after a diagnosis that did not end in a cure; empty where there is none."""
    steps = [visit for visit in position.path if visit.step]
    if not steps or not isinstance(steps[-1].node, Diagnose) or _cured(steps[-1]):
        return ""
    node = steps[-1].node
    key = steps[-1].key.removesuffix(f".{steps[-1].step}")
    belief = believe(problem(node), position.answers_at(key).items())
    ranked = sorted(zip(belief.shares, node.causes, strict=True), key=lambda pair: -pair[0])
    names = [
        say(
            "share",
            language,
            cause=node.causes[cause].text.say(language) or cause,
            percent=round(100 * share),
        )
        for share, cause in ranked
        if share >= _LIKELY
    ]
    said = say("comma", language).join(names)
    return f"{say('likely-causes', language)}{say('colon', language)}{said}"


def _cured(visit: Visit) -> bool:
    return (
        isinstance(visit.node, Diagnose)
        and visit.step in visit.node.fixes
        and visit.answer == SOLVED
    )


def _conclusion(position: Position, language: str, about: About) -> Iterator[str]:
    end = position.outcome
    if end is None:
        yield f"**{say('interrupted', language)}**"
        return
    yield f"**{say(end.result, language)}**"
    yield ""
    yield (end.summary or end.text).say(language)
    known = dict(zip(end.articles, end.articles, strict=True))
    if about.articles is not None:
        known = {name: about.articles[name] for name in end.articles if name in about.articles}
    if known:
        names = say("comma", language).join(known.values())
        yield ""
        yield f"{say('articles', language)}{say('colon', language)}{names}"


def open_step(position: Position) -> Node | Fix | Probe:
    """The step that the walk stands at; in a `diagnose` the proposed one."""
    node = position.node
    if not isinstance(node, Diagnose):
        return node
    name = decide(problem(node), position.answers_at(position.key).items()).best.step
    return node.fixes.get(name) or node.questions.get(name) or node


def _next(position: Position, language: str) -> Iterator[str]:
    if position.outcome is None:
        step = open_step(position).text.say(language)
        yield say("next-interrupted", language, step=step)
    else:
        yield say(f"next-{position.outcome.result}", language)
