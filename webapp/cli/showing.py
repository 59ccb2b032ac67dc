"""How the wizard looks in a terminal."""

from collections.abc import Sequence
from itertools import groupby

import click

from trees.model import Command, Item, Risk, RiskLevel, Shell
from webapp.cli import output
from webapp.cli.steps import Step
from webapp.walking import Session

SHELLS = {
    Shell.POWERSHELL: "PowerShell",
    Shell.CMD: "Command Prompt",
    Shell.GUI: "On the screen",
    Shell.OTHER: "Tool",
}
COLOURS = {RiskLevel.LOW: "yellow", RiskLevel.MEDIUM: "yellow", RiskLevel.HIGH: "red"}


def show_place(session: Session, language: str) -> None:
    """Where the walk stands: its tree, the subtrees, the number of the step."""
    position = session.position
    trees = [*(frame.tree for frame in position.stack), position.tree]
    titles = " › ".join(tree.title.say(language) for tree in trees)
    click.echo()
    click.secho(output.one_line(f"{len(position.path) + 1}. {titles}"), dim=True)
    if len(position.node.text.words) and position.node.kind in {"diagnose", "collect"}:
        click.secho(output.one_line(position.node.text.say(language)), bold=True)
        _paragraph(position.node.note.say(language))


def show_options(found: Sequence[Step]) -> None:
    """The steps of a `diagnose`, the proposed one first."""
    for number, step in enumerate(found, 1):
        click.echo(f"  {number}  {output.one_line(step.title)}")
        click.secho(f"     {step.hint}", dim=True)


def show_step(step: Step, language: str) -> None:
    """What to ask or to do, its risk, its commands, and the answers with their numbers."""
    click.secho(output.one_line(step.title), bold=True)
    _paragraph(step.note)
    _show_risk(step.risk, language)
    show_commands(step.commands)
    if step.undo:
        click.echo("  To take it back:")
        show_commands(step.undo)
    if step.asks:
        click.echo(step.asks)
    for number, words in enumerate(step.answers.values(), 1):
        click.echo(f"  {number}  {output.one_line(words)}")


def show_item(item: Item, language: str) -> None:
    """A piece of evidence that is asked for."""
    required = " (required)" if item.required else ""
    click.echo(f"- {output.one_line(item.text.say(language))}{required}")
    if item.path:
        click.secho(f"    {output.clean(item.path)}", fg="cyan")
    if item.command:
        show_commands([item.command])


def show_commands(commands: Sequence[Command]) -> None:
    """Commands as they are typed, on lines of their own, so that they can be copied together."""
    for (shell, admin), some in groupby(commands, key=lambda each: (each.shell, each.admin)):
        rights = ", as administrator" if admin else ""
        click.secho(f"  {SHELLS[shell]}{rights}:", dim=True)
        for line in (line for command in some for line in command.run.splitlines()):
            click.secho(f"    {output.clean(line)}", fg="cyan")


def _show_risk(risk: Risk, language: str) -> None:
    if risk.level is not RiskLevel.NONE:
        text = f"{risk.level.capitalize()} risk: {risk.warning.say(language)}"
        click.secho(output.one_line(text), fg=COLOURS[risk.level])


def _paragraph(text: str) -> None:
    if text:
        output.block(text)
