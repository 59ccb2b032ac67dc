"""`casepath search`: find cases, trees and articles."""

import click

from kb.search.documents import Kind
from kb.search.results import Hit, Results
from webapp.cli import output
from webapp.cli.frame import Run, Verb, json_option, pass_run, words


@click.command(cls=Verb, context_settings={"ignore_unknown_options": True})
@click.argument("query", nargs=-1, required=True)
@click.option(
    "--kind", type=click.Choice([each.value for each in Kind]), help="Only hits of this kind."
)
@click.option(
    "--limit", type=click.IntRange(1, 1000), default=10, show_default=True, help="Hits at most."
)
@json_option
@pass_run
def search(run: Run, query: tuple[str, ...], kind: str | None, limit: int, as_json: bool) -> None:
    """Search cases, trees and articles.

    Words, "phrases", -without, prefix* and field:value (kind, product, code, customer, year, status,
    engineer). A code in any notation, a case number or an id finds its page first.
    """
    with run.services.open_store() as store:
        with output.progress("Indexing") as report:
            run.index.refresh(store, report)
        found = run.index.search(store, words(query), kind=kind or "", limit=limit)
    if as_json:
        output.print_json(found.as_dict())
    else:
        _tell(found)


def _tell(found: Results) -> None:
    for explained in found.codes:
        names = ", ".join(each.name for each in explained.names)
        click.echo(f"{explained.canonical}  {names}".rstrip())
    for hit in found.hits:
        _tell_hit(hit)
    if found.did_you_mean:
        click.echo(f"Did you mean: {output.one_line(found.did_you_mean)}")
    if found.hits:
        click.echo(f"{output.count(found.total, 'hit')} in {found.took_ms:.0f} ms")
    else:
        click.echo("Nothing found. Try fewer words, another spelling, or a part of a word.")


def _tell_hit(hit: Hit) -> None:
    name = click.style(output.one_line(hit.id), bold=True)
    click.echo(f"{name}  {output.one_line(hit.title)}  ({hit.kind})")
    pieces = [
        click.style(output.clean(piece.text), fg="yellow")
        if piece.marked
        else output.clean(piece.text)
        for piece in hit.segments
    ]
    click.echo(f"  {''.join(pieces).strip()}")
