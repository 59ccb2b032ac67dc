"""`casepath start`: everything at once on one's own machine; what `make run` calls."""

from importlib.resources import as_file, files

import click

from kb.importing import import_paths
from kb.store import Role, Store
from webapp.cli import output
from webapp.cli.frame import Run, Verb, login, pass_run
from webapp.cli.serve import HOST, Place, address, port_option, refuse_taken, run_site
from webapp.cli.users import sign_in_link

SAMPLES = "samples"
BEGUN = "begun"
FILLED = "filled"
WORKERS = 1


@click.command(cls=Verb)
@port_option
@pass_run
def start(run: Run, port: int) -> None:
    """Fill an empty data folder with samples, print a sign-in link, and serve the site here.

    Only this machine can reach it. A later start keeps everything.
    """
    refuse_taken(HOST, port)
    with run.services.open_store() as store:
        _fill(run, store)
        with output.progress("Indexing") as report:
            run.index.refresh(store, report)
        link = sign_in_link(store, _administrator(store), address(HOST, port))
    run.close()
    run_site(run.settings, Place(HOST, port, WORKERS), lambda: _welcome(run, port, link))


def _welcome(run: Run, port: int, link: str) -> None:
    data = run.settings.data.resolve()
    click.echo(f"Casepath is at {address(HOST, port)}, its data in {data}")
    click.echo("Sign in with this link, once:\n")
    click.secho(f"    {link}\n", bold=True)
    click.echo("Ctrl+C stops it.")


def _fill(run: Run, store: Store) -> None:
    """Bring the sample cases into a folder that never held any; goes on where it was killed."""
    state = store.settings.get(SAMPLES)
    if state == FILLED or (not state and store.cases.count()):
        return
    click.echo("Filling the data folder with sample cases ...")
    store.settings.set(SAMPLES, BEGUN)
    with as_file(files("kb") / "samples") as folder, output.progress("Reading") as report:
        import_paths(store, [folder], redactor=run.services.redactor, progress=report)
    store.settings.set(SAMPLES, FILLED)


def _administrator(store: Store) -> str:
    """The first administrator who may sign in; made where there is none."""
    names = [
        user.name for user in store.users.list() if user.role == Role.ADMIN and not user.disabled
    ]
    if names:
        return names[0]
    name = login()
    while store.users.find(name) is not None:
        name += "-admin"
    return store.users.add(name, Role.ADMIN).name
