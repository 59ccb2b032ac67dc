"""`casepath triage`: what to do with a log, a mail or the output of a debugger."""

from collections.abc import Sequence
from typing import BinaryIO

import click

from kb.codes import Explanation
from kb.pasting import read_ends
from kb.search.results import Hit
from kb.triage import Triage, triage
from webapp.cli import output
from webapp.cli.contracts import explanation_json, fact_json
from webapp.cli.facts import show_facts
from webapp.cli.frame import Run, Verb, json_option, pass_run

NOTHING = "Nothing like it is in the archive. Search for the symptom: `casepath search WORDS`"


@click.command("triage", cls=Verb)
@click.argument("file", type=click.File("rb"), metavar="FILE|-")
@json_option
@pass_run
def triage_command(run: Run, file: BinaryIO, as_json: bool) -> None:
    """Explain a log, a mail or a dump's output, and say where to start.

    Prints its error codes, trees to walk, similar cases and articles. The text comes from a file, or
    from standard input for `-`; secrets in it are not shown, and nothing of it is stored.
    """
    output.invite(file)
    data = read_ends(file)
    with run.services.open_store() as store:
        with output.progress("Indexing") as report:
            run.index.refresh(store, report)
        found = triage(run.index, store, run.services.redactor, data)
    if as_json:
        output.print_json(
            {
                "codes": [explanation_json(each) for each in found.codes],
                "facts": [fact_json(each) for each in found.facts],
                "trees": [each.as_dict() for each in found.trees],
                "cases": [each.as_dict() for each in found.cases],
                "articles": [each.as_dict() for each in found.articles],
            }
        )
    else:
        _tell(found)


def _tell(found: Triage) -> None:
    if found.codes:
        output.heading("Error codes")
        output.fields([(f"  {each.canonical}", _names(each)) for each in found.codes])
    show_facts(found.facts)
    _tell_hits("Trees to walk", found.trees)
    _tell_hits("Similar cases", found.cases)
    _tell_hits("Articles", found.articles)
    if found.trees:
        click.echo(f"\nBegin with `casepath trees walk {found.trees[0].id}`")
    elif not (found.cases or found.articles):
        click.echo(NOTHING)


def _names(explained: Explanation) -> str:
    return ", ".join(dict.fromkeys(each.name for each in explained.names)) or "not in the tables"


def _tell_hits(heading: str, hits: Sequence[Hit]) -> None:
    if hits:
        output.heading(heading)
        output.fields([(f"  {hit.id}", hit.title) for hit in hits])
