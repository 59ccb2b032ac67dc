"""`casepath trees walk`: the wizard in a terminal, over the same walks as the site's."""

from pathlib import Path

import click
from werkzeug.datastructures import FileStorage

from kb.store import Evidence, Store, WalkAnswer
from trees.model import COLLECTED, Collect, Item
from trees.walk import read_output
from webapp import collecting, walking
from webapp.cli import output
from webapp.cli.asking import Back, Stop, ask, text_of_lines
from webapp.cli.frame import Run, Verb, login, pass_run
from webapp.cli.showing import show_item, show_options, show_place, show_step
from webapp.cli.steps import Step, steps
from webapp.collecting import Given
from webapp.errors import SourceError
from webapp.handover import Document, written
from webapp.proposing import propose
from webapp.settings import LANGUAGES
from webapp.walking import Session, newer, resume

HELP = "A number answers; b: back, n: note, p: paste the output, q: stop and go on another time."


@click.command(cls=Verb)
@click.argument("tree_id", metavar="ID", required=False)
@click.option("--case", default="", help="Number of the case that the walk is for.")
@click.option("--resume", "walk_id", help="Go on with the walk of this id.")
@click.option("--by", help="Who walks; the login name by default.")
@click.option(
    "--language", type=click.Choice(LANGUAGES), help="Language of the tree; the site's by default."
)
@pass_run
def walk(  # noqa: PLR0913, PLR0917 - click gives one for each option
    run: Run,
    tree_id: str | None,
    case: str,
    walk_id: str | None,
    by: str | None,
    language: str | None,
) -> None:
    """Walk a tree: questions, commands to copy, and a finished case summary at the end.

    The site shows the same walk. Type ? for what can be typed.
    """
    with run.services.open_store() as store:
        if walk_id is None:
            if tree_id is None:
                raise SourceError(
                    "name a tree, or a walk with --resume; `casepath trees list` helps"
                )
            walk_id = walking.start(run.services, store, tree_id, by or login(), case).id
        Dialogue(run, store, walk_id, language or run.settings.language).hold()


@click.command("hand-over", cls=Verb)
@click.argument("walk_id", metavar="WALK")
@click.option(
    "--document",
    type=click.Choice([each.value for each in Document]),
    default=Document.SUMMARY.value,
    show_default=True,
    help="The case summary, or one of the mails that follow from it.",
)
@click.option(
    "--language", type=click.Choice(LANGUAGES), help="Language of the text; the site's by default."
)
@pass_run
def hand_over(run: Run, walk_id: str, document: str, language: str | None) -> None:
    """Print what a walk hands over, finished or not."""
    with run.services.open_store() as store:
        session = resume(run.services, store, walk_id)
        tongue = language or run.settings.language
        letter = written(run.services, store, session, tongue, Document(document))
    subject = f"{letter.subject}\n\n" if letter.subject else ""
    click.echo(f"{subject}{letter.body}", nl=False)


class Dialogue:
    """One sitting at a walk."""

    def __init__(self, run: Run, store: Store, walk_id: str, language: str) -> None:
        self._services = run.services
        self._store = store
        self._walk = walk_id
        self._language = language

    def hold(self) -> None:
        """Ask until the walk ends or the person stops."""
        self._tell_newer()
        try:
            while (session := self._session()).position.outcome is None:
                self._turn(session)
            text = written(self._services, self._store, session, self._language).body
            click.echo(f"\n{text}", nl=False)
        except Stop:
            click.echo(f"The walk is kept: casepath trees walk --resume {self._walk}")

    def _tell_newer(self) -> None:
        version = newer(self._services, self._store, self._store.walks.get(self._walk))
        if version is not None:
            day = f"{version.saved_at:%Y-%m-%d}"
            click.echo(f"A newer version was published on {day}; this walk stays on its own.")

    def _session(self) -> Session:
        return resume(self._services, self._store, self._walk)

    def _turn(self, session: Session) -> None:
        show_place(session, self._language)
        try:
            if isinstance(session.position.node, Collect):
                self._collect(session, session.position.node)
            else:
                self._take(session, self._choose(session))
        except Back:
            if not session.walk.answers:
                click.echo("This is the first step.")
            self._store.walks.back(self._walk)

    def _choose(self, session: Session) -> Step:
        """The step to take; in a `diagnose` the person may take another than the proposed one."""
        proposal = propose(self._services, self._store, session, self._language)
        found = steps(session, self._language, proposal)
        confirmed = [step for step in found if step.key == session.position.confirmed]
        if confirmed or len(found) == 1:
            return (confirmed or found)[0]
        show_options(found)
        while True:
            typed = ask(f"Next step (1-{len(found)}, Enter for 1): ") or "1"
            if typed.isdecimal() and 1 <= int(typed) <= len(found):
                return found[int(typed) - 1]
            click.echo(HELP)

    def _take(self, session: Session, step: Step) -> None:
        show_step(step, self._language)
        answers = list(step.answers)
        note, proposed = "", ""
        while True:
            typed = ask("Answer: ") or proposed
            if typed in answers:
                chosen = typed
            elif typed.isdecimal() and 1 <= int(typed) <= len(answers):
                chosen = answers[int(typed) - 1]
            elif typed == "n":
                note = ask("Note: ")
                continue
            elif typed == "p":
                proposed = self._paste(step)
                continue
            else:
                click.echo(HELP)
                continue
            self._answer(session, WalkAnswer(step.key, chosen, note))
            return

    def _answer(self, session: Session, given: WalkAnswer) -> None:
        walking.answer(self._services, self._store, session, given)

    def _paste(self, step: Step) -> str:
        """Keep a pasted output; returns the answer that it gives, if it does."""
        click.echo("Paste the output, then a line with only a full stop:")
        pasted = text_of_lines()
        kept = self._evidence(step.key, collecting.OUTPUT, Given(text=pasted))
        if kept is None:
            click.echo("Nothing was pasted.")
            return ""
        self._store.walks.add_evidence(self._walk, kept)
        found = read_output(step.check, pasted) if step.check else None
        if found is None:
            click.echo("The output is kept, but it does not decide.")
            return ""
        click.echo(f"The output says: {output.one_line(step.answers[found])}. Enter accepts it.")
        return found

    def _collect(self, session: Session, node: Collect) -> None:
        given: dict[str, Evidence] = {}
        kept = {each.item for each in session.walk.evidence if each.node == session.position.key}
        for item in node.items:
            if item.id not in kept and (evidence := self._ask_for(session, item)) is not None:
                given[item.id] = evidence
                self._store.walks.add_evidence(self._walk, evidence)
        if collecting.missing(session, given):
            click.echo("Something is still missing: give it, or say why it cannot be had.")
            return
        self._answer(
            session, WalkAnswer(session.position.key, COLLECTED, ask("Note (Enter for none): "))
        )

    def _ask_for(self, session: Session, item: Item) -> Evidence | None:
        show_item(item, self._language)
        typed = ask("Text, @FILE, -REASON why it cannot be had, or Enter: ")
        place = session.position.key
        if typed.startswith("@"):
            return self._file(place, item.id, Path(typed[1:].strip()).expanduser())
        if typed.startswith("-"):
            return self._evidence(place, item.id, Given(reason=typed[1:]))
        if not typed:
            return None
        click.echo("More lines, then a line with only a full stop:")
        return self._evidence(place, item.id, Given(text=text_of_lines(typed)))

    def _file(self, place: str, item: str, path: Path) -> Evidence | None:
        try:
            with path.open("rb") as stream:
                return self._evidence(place, item, Given(file=FileStorage(stream, path.name)))
        except OSError as error:
            click.echo(f"{path} cannot be read: {(error.strerror or 'broken').lower()}")
            return None

    def _evidence(self, place: str, item: str, given: Given) -> Evidence | None:
        return collecting.evidence_of(self._services, place, item, given)
