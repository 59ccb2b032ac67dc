"""`casepath codes`: what an error code means; needs no data folder."""

import click

from kb.codes import Explanation, explain, near_names
from kb.facts.codes import find_codes
from kb.facts.finder import MAX_BODY
from kb.facts.found import Body
from webapp.cli import output
from webapp.cli.contracts import explanation_json
from webapp.cli.frame import FAILED, Verb, json_option


@click.command(cls=Verb, context_settings={"ignore_unknown_options": True})
@click.argument("codes", nargs=-1, required=True, metavar="CODE…")
@json_option
@click.pass_context
def codes(context: click.Context, codes: tuple[str, ...], as_json: bool) -> None:
    """Explain error codes in any notation: 0x800705b4, -2147023436, 0x1E, KMODE_EXCEPTION_NOT_HANDLED.

    A pasted line may hold several of them. The exit status is 1 where one of them is no code.
    """
    explained = [each for code in codes for each in _explained(code)]
    if as_json:
        output.print_json([explanation_json(each) for each in explained])
    else:
        for each in explained:
            _tell(each)
    if not all(each.canonical for each in explained):
        context.exit(FAILED)


def _explained(text: str) -> tuple[Explanation, ...]:
    """One code, or all that a pasted line holds."""
    whole = explain(text)
    if whole.canonical:
        return (whole,)
    found = dict.fromkeys(one.value for one in find_codes(Body(text[:MAX_BODY])))
    return tuple(map(explain, found)) or (whole,)


def _tell(explained: Explanation) -> None:
    shown = output.one_line(explained.input)
    if explained.canonical is None or explained.parts is None:
        near = ", ".join(near_names(explained.input))
        click.echo(f"{shown}  not an error code" + (f"; did you mean {near}?" if near else ""))
        return
    click.secho(f"{shown}  {explained.canonical}", bold=True)
    parts = explained.parts
    facility = f"{parts.facility} {parts.facility_name}".strip()
    plain = parts.form == "plain"
    output.fields(
        [
            *((f"  {each.table}", each.name) for each in explained.names),
            ("  form", "" if plain else parts.form),
            ("  severity", parts.severity),
            ("  facility", "" if plain else facility),
            ("  code", "" if plain else f"{parts.code} ({parts.code:#x})"),
            ("  carries", parts.wraps),
            ("  or", ", ".join(explained.also)),
        ]
    )
