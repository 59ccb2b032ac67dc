"""`casepath trees script`: what collects on a customer's machine."""

from pathlib import Path

import click

from trees.script import Plan, plan
from webapp.cli.files import put, target_option
from webapp.cli.frame import Run, Verb, pass_run
from webapp.errors import SourceError
from webapp.scripting import script as made
from webapp.settings import LANGUAGES
from webapp.walking import resume

ENDINGS = {"powershell": "ps1", "cmd": "cmd"}


@click.command(cls=Verb)
@click.argument("tree_id", metavar="ID", required=False)
@click.option("--walk", "walk_id", help="Only what this walk may still come to.")
@click.option(
    "--format",
    "form",
    type=click.Choice(list(ENDINGS)),
    default="powershell",
    show_default=True,
    help="For which shell.",
)
@click.option("--with-changes", is_flag=True, help="Ask about commands that change something, too.")
@click.option("--language", type=click.Choice(LANGUAGES), help="The site's by default.")
@target_option
@pass_run
def script(  # noqa: PLR0913, PLR0917 - click gives one for each option
    run: Run,
    tree_id: str | None,
    walk_id: str | None,
    form: str,
    with_changes: bool,
    language: str | None,
    target: Path | None,
) -> None:
    """Write a script that collects what a tree asks for into one zip file.

    It only looks, shows every command before it runs any, and asks; high-risk commands are never
    in it.
    """
    chosen = _plan(run, tree_id, walk_id, changes=with_changes)
    put(target, made(chosen, ENDINGS[form], language or run.settings.language))


def _plan(run: Run, tree_id: str | None, walk_id: str | None, *, changes: bool) -> Plan:
    with run.services.open_store() as store:
        if walk_id:
            session = resume(run.services, store, walk_id)
            return plan(session.trees, session.walk.tree, session.position, changes=changes)
        if not tree_id:
            raise SourceError("name a tree, or a walk with --walk; `casepath trees list` helps")
        known = run.services.trees(store)
        return plan(known.at(known.versions(tree_id)), tree_id, changes=changes)
