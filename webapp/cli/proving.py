"""`casepath trees simulate` and `replay`: what a tree costs, and whether it still leads where it led."""

from collections import Counter

import click

from trees.replay import Judged, Verdict, judge_all
from trees.simulate import simulate as cost_of
from webapp.cli import output
from webapp.cli.files import find_tree
from webapp.cli.frame import FAILED, Run, Verb, json_option, pass_run


@click.command(cls=Verb)
@click.argument("source", metavar="ID|FILE")
@json_option
@pass_run
def simulate(run: Run, source: str, as_json: bool) -> None:
    """Work out what the `diagnose` nodes of a tree cost on average, in minutes.

    By the wizard's plan, by the same plan without questions, by fixes in any order, and by the best
    plan that is possible, where that can be worked out.
    """
    costs = cost_of(find_tree(run, source))
    if as_json:
        output.print_json([each.rounded() for each in costs])
    elif costs:
        headings = ("Node", "Plan", "No questions", "Any order", "Optimum")
        output.table(
            headings, [[_minutes(cell) for cell in each.rounded().values()] for each in costs]
        )
    else:
        click.echo("This tree has no diagnose node.")


@click.command(cls=Verb)
@click.argument("tree_id", metavar="ID")
@json_option
@pass_run
@click.pass_context
def replay(context: click.Context, run: Run, tree_id: str, as_json: bool) -> None:
    """Play the examples of a tree again; the exit status is 1 where one is lost."""
    with run.services.open_store() as store:
        catalogue = run.services.trees(store)
        judged = judge_all(catalogue.at(catalogue.versions(tree_id)), tree_id)
    counts = Counter(each.verdict for each in judged)
    lost = [each for each in judged if each.verdict is Verdict.LOST]
    if as_json:
        kept = (Verdict.SAME, Verdict.LONGER, Verdict.SHORTER)
        told = {str(verdict): counts[verdict] for verdict in kept}
        output.print_json({"examples": len(judged), **told, "lost": [_lost(each) for each in lost]})
    else:
        named = ", ".join(f"{counts[verdict]} {verdict}" for verdict in Verdict)
        click.echo(f"{output.count(len(judged), 'example')}: {named}")
        for each in lost:
            line = f"lost: {each.case or 'example'}: expected {each.expected}: {each.reason}"
            click.secho(output.one_line(line), err=True, fg="red")
    if lost:
        context.exit(FAILED)


def _lost(judged: Judged) -> dict[str, str]:
    return {"case": judged.case, "expected": judged.expected, "got": judged.got}


def _minutes(cell: object) -> str:
    if cell is None:
        return "?"
    return f"{cell:.1f}" if isinstance(cell, float) else str(cell)
