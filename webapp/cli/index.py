"""`casepath index`: the search index, which can always be built again."""

from dataclasses import asdict

import click

from webapp.cli import output
from webapp.cli.frame import Noun, Run, json_option, pass_run


@click.group(cls=Noun)
def index() -> None:
    """Look after the search index; it is a cache of the store."""


@index.command("status")
@json_option
@pass_run
def status(run: Run, as_json: bool) -> None:
    """Bring the index up to date and say how it stands."""
    with run.services.open_store() as store:
        with output.progress("Indexing") as report:
            run.index.refresh(store, report)
        found = asdict(run.index.status(store))
    if as_json:
        output.print_json(found)
    else:
        output.fields([(name.capitalize(), value) for name, value in found.items()])


@index.command("rebuild")
@json_option
@pass_run
def rebuild(run: Run, as_json: bool) -> None:
    """Forget the index and build it from the store."""
    with run.services.open_store() as store, output.progress("Indexing") as report:
        documents = run.index.rebuild(store, report)
    if as_json:
        output.print_json({"documents": documents})
    else:
        click.echo(f"{output.count(documents, 'document')} indexed")
