"""`casepath redact`: take the secrets out of a text; needs no data folder."""

from collections import Counter
from typing import BinaryIO

import click

from kb.mail.decoding import decode
from kb.redaction import redact as take_out
from webapp.cli import output
from webapp.cli.frame import Verb, json_option


@click.command(cls=Verb)
@click.argument("file", type=click.File("rb"), metavar="FILE|-")
@json_option
def redact(file: BinaryIO, as_json: bool) -> None:
    """Print a text with marks in the place of passwords, accounts and tokens.

    The text comes from a file, or from standard input for `-`; nothing is stored.
    """
    output.invite(file)
    done = take_out(decode(file.read()))
    if as_json:
        findings = [
            {
                "kind": each.kind,
                "start": each.start,
                "end": each.end,
                "replacement": each.replacement,
            }
            for each in done.findings
        ]
        output.print_json({"text": done.text, "findings": findings})
        return
    click.echo(done.text, nl=not done.text.endswith("\n"))
    kinds = Counter(each.kind for each in done.findings)
    told = ", ".join(output.count(number, kind) for kind, number in sorted(kinds.items()))
    click.echo(f"Removed: {told or 'nothing'}", err=True)
