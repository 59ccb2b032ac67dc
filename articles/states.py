"""How an article moves between draft, review and published, and who may move it."""

from collections.abc import Iterable
from dataclasses import replace

from articles.errors import TransitionError
from articles.findings import Finding, Severity
from articles.model import Article, Confidence, State

# Forward one step at a time; back from anywhere.
_NEXT: dict[State, tuple[State, ...]] = {
    State.DRAFT: (State.REVIEW,),
    State.REVIEW: (State.PUBLISHED, State.DRAFT),
    State.PUBLISHED: (State.REVIEW, State.DRAFT),
}


def following(state: State) -> tuple[State, ...]:
    """Return the states that an article may take after `state`, the forward one first."""
    return _NEXT[state]


def move(
    article: Article,
    state: State,
    by: str,
    *,
    editors: Iterable[str] = (),
    findings: Iterable[Finding] = (),
) -> Article:
    """Return the article in its new state.

    Publishing notes `by` as the reviewer, and what was work in progress is then not validated: it
    was read, but nobody has yet solved a case with it.

    Args:
        article: as it stands now.
        state: where it should go.
        by: the name of the user who moves it.
        editors: who wrote the text that is being published, besides its author.
        findings: what `standard.check` says of it; errors keep it from being published.

    Raises:
        TransitionError: the state cannot follow, the reviewer wrote the text, or errors are open.
    """
    if state not in _NEXT[article.state]:
        known = ", ".join(_NEXT[article.state])
        raise TransitionError(
            f"{article.id} is in {article.state}; from there it can go to {known}, not to {state}"
        )
    if state is State.PUBLISHED:
        _may_publish(article, by, editors, findings)
        progress = article.confidence is Confidence.WORK_IN_PROGRESS
        confidence = Confidence.NOT_VALIDATED if progress else article.confidence
        return replace(article, state=state, reviewer=by, confidence=confidence)
    return replace(article, state=state, reviewer="")


def _may_publish(
    article: Article, by: str, editors: Iterable[str], findings: Iterable[Finding]
) -> None:
    if not by:
        raise TransitionError(f"{article.id} needs a reviewer; say who reviewed it")
    if by == article.author or by in editors:
        raise TransitionError(f"{by} wrote {article.id}; let someone else review it")
    if article.confidence is Confidence.ARCHIVED:
        raise TransitionError(f"{article.id} is archived; give it another confidence first")
    errors = [item for item in findings if item.severity is Severity.ERROR]
    if errors:
        first = errors[0]
        count = f"{len(errors)} error" + ("s" if len(errors) > 1 else "")
        raise TransitionError(f"{article.id} has {count}; first line {first.line}: {first.message}")
