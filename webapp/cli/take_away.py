"""`casepath trees take-away` and `come-back`: trees in one file, and the codes from there."""

from pathlib import Path

import click

from webapp.cli import output
from webapp.cli.files import put, target_option
from webapp.cli.frame import Run, Verb, json_option, login, pass_run, words
from webapp.takeaway.coming_back import bring_back
from webapp.takeaway.page import take_away as made


@click.command("take-away", cls=Verb)
@click.argument("tree_id", metavar="ID")
@target_option
@pass_run
def take_away(run: Run, tree_id: str, target: Path | None) -> None:
    """Write a tree as one HTML file that runs on a machine without a network.

    Subtrees and all languages are in it. At its end it shows a code for `come-back`.
    """
    with run.services.open_store() as store:
        text = made(run.services, store, tree_id)
    put(target, text.encode())


@click.command("come-back", cls=Verb)
@click.argument("code", nargs=-1, required=True)
@click.option("--case", default="", help="Number of the case that the walk is for.")
@click.option("--by", help="Who walked; the login name by default.")
@json_option
@pass_run
def come_back(run: Run, code: tuple[str, ...], case: str, by: str | None, as_json: bool) -> None:
    """Keep the walk of a code that a take-away file has shown."""
    with run.services.open_store() as store:
        brought = bring_back(run.services, store, words(code), by or login(), case)
    walk = brought.walk
    if as_json:
        found = {"walk": walk.id, "tree": walk.tree, "answers": len(walk.answers)}
        output.print_json({**found, "result": walk.result, "known": brought.known})
        return
    before = "This code has come in before. " if brought.known else ""
    click.echo(f"{before}Walk {walk.id} of {walk.tree}, {len(walk.answers)} answers.")
