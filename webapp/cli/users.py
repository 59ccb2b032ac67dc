"""`casepath users`: who may sign in."""

import click

from kb.store import Role, Store
from webapp.cli import output
from webapp.cli.contracts import user_json
from webapp.cli.frame import Noun, Run, json_option, pass_run

LOCAL = "http://127.0.0.1:8000"


def _url_option(command: click.decorators.FC) -> click.decorators.FC:
    return click.option(
        "--url", default=LOCAL, show_default=True, help="Address of the site, for the link."
    )(command)


@click.group(cls=Noun)
def users() -> None:
    """Add people and let them in."""


@users.command("add")
@click.argument("name")
@click.option(
    "--role",
    type=click.Choice([each.value for each in Role]),
    default=Role.ENGINEER.value,
    show_default=True,
    help="What they may do.",
)
@_url_option
@json_option
@pass_run
def add(run: Run, name: str, role: str, url: str, as_json: bool) -> None:
    """Add a person, and print the link with which they sign in, once, within a day."""
    with run.services.open_store() as store:
        user = store.users.add(name, Role(role))
        _print_link(store, user.name, url, as_json=as_json)


@users.command("link")
@click.argument("name")
@_url_option
@json_option
@pass_run
def link(run: Run, name: str, url: str, as_json: bool) -> None:
    """Print a new sign-in link for somebody who is known."""
    with run.services.open_store() as store:
        _print_link(store, name, url, as_json=as_json)


@users.command("list")
@json_option
@pass_run
def listed(run: Run, as_json: bool) -> None:
    """List everybody, disabled people included."""
    with run.services.open_store() as store:
        found = store.users.list()
    if as_json:
        output.print_json({"users": [user_json(each) for each in found]})
    elif found:
        rows = [
            (
                each.name,
                each.role,
                "disabled" if each.disabled else "active",
                f"{each.created_at:%Y-%m-%d}",
            )
            for each in found
        ]
        output.table(("Name", "Role", "State", "Since"), rows)
    else:
        click.echo("Nobody yet. `casepath users add NAME --role admin` adds the first person.")


@users.command("disable")
@click.argument("name")
@json_option
@pass_run
def disable(run: Run, name: str, as_json: bool) -> None:
    """Lock a person out; what they wrote stays."""
    with run.services.open_store() as store:
        user = store.users.disable(name)
    if as_json:
        output.print_json(user_json(user))
    else:
        click.echo(f"{output.one_line(user.name)} can no longer sign in.")


@users.command("enable")
@click.argument("name")
@json_option
@pass_run
def enable(run: Run, name: str, as_json: bool) -> None:
    """Let a disabled person in again."""
    with run.services.open_store() as store:
        user = store.users.enable(name)
    if as_json:
        output.print_json(user_json(user))
    else:
        click.echo(
            f"{output.one_line(user.name)} can sign in again: `casepath users link` makes a link."
        )


def sign_in_link(store: Store, name: str, url: str) -> str:
    """An address that signs the person in, once."""
    return f"{url.rstrip('/')}/sign-in/{store.users.new_link(name)}"


def _print_link(store: Store, name: str, url: str, *, as_json: bool) -> None:
    address = sign_in_link(store, name, url)
    if as_json:
        output.print_json({**user_json(store.users.get(name)), "link": address})
    else:
        click.echo(address)
