"""The command line: nouns, then verbs; a thin skin that parses, calls and prints."""

import click

from webapp.cli.articles import article_commands
from webapp.cli.cases import cases
from webapp.cli.codes import codes
from webapp.cli.frame import Casepath
from webapp.cli.index import index
from webapp.cli.output import prepare
from webapp.cli.portal import portal
from webapp.cli.redact import redact
from webapp.cli.search import search
from webapp.cli.serve import serve
from webapp.cli.start import start
from webapp.cli.store import store
from webapp.cli.trees import tree_commands
from webapp.cli.triage import triage_command
from webapp.cli.users import users

__all__ = ["cli", "main"]

NOUNS = (
    start,
    cases,
    search,
    triage_command,
    tree_commands,
    article_commands,
    portal,
    codes,
    redact,
    index,
    store,
    users,
    serve,
)

cli = Casepath(
    name="casepath",
    help="Past cases, troubleshooting trees and customer articles of a support team.",
    commands={noun.name or "": noun for noun in NOUNS},
    context_settings={"help_option_names": ["-h", "--help"]},
)
click.version_option(package_name="casepath", message="casepath %(version)s")(cli)


def main() -> None:
    """Run the command that the process was started with."""
    prepare()
    cli()
