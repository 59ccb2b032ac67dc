"""`casepath trees`: check, draw, list and walk decision trees."""

from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path

import click

import trees.files
from trees.check import check as look_through
from trees.draw import mermaid, svg
from trees.errors import InvalidTreeError
from trees.model import Tree
from webapp.cli import output
from webapp.cli.files import TREE, find_tree, read_all, texts
from webapp.cli.frame import FAILED, Noun, Run, json_option, pass_run
from webapp.cli.proving import replay, simulate
from webapp.cli.walking import walk
from webapp.settings import LANGUAGES

language_option = click.option(
    "--language", type=click.Choice(LANGUAGES), help="Language of the words; the site's by default."
)


@click.group("trees", cls=Noun)
def tree_commands() -> None:
    """Check, draw, list and walk decision trees."""


for verb in (walk, simulate, replay):
    tree_commands.add_command(verb)


@tree_commands.command("check")
@click.argument(
    "paths", nargs=-1, type=click.Path(exists=True, path_type=Path), metavar="[FILE|DIR]…"
)
@json_option
@pass_run
@click.pass_context
def check(context: click.Context, run: Run, paths: tuple[Path, ...], as_json: bool) -> None:
    """Check tree files; without arguments the shipped trees and those of the data folder.

    The exit status is 1 where there are errors; warnings alone leave it at 0.
    """
    held = texts(run, "tree")
    sources: Mapping[str, str | bytes] = read_all(paths, TREE) if paths else _as_files(held)
    known = _sound(held) if paths else ()
    found = look_through(sources, known=known, articles=set(texts(run, "article")))
    errors = [each for each in found if each.is_error]
    warnings = [each for each in found if not each.is_error]
    if as_json:
        lists = {
            "errors": [asdict(each) for each in errors],
            "warnings": [asdict(each) for each in warnings],
        }
        output.print_json({"trees": len(sources)} | lists)
    else:
        told = [[str(each) for each in some] for some in (errors, warnings)]
        output.findings(len(sources), "tree", *told)
    if errors:
        context.exit(FAILED)


@tree_commands.command("draw")
@click.argument("source", metavar="ID|FILE")
@click.option(
    "--format",
    "form",
    type=click.Choice(["mermaid", "svg"]),
    default="mermaid",
    show_default=True,
    help="Form of the drawing.",
)
@language_option
@pass_run
def draw(run: Run, source: str, form: str, language: str | None) -> None:
    """Print the drawing of a tree."""
    tree = find_tree(run, source)
    drawing = (svg if form == "svg" else mermaid)(tree, language or run.settings.language)
    click.echo(drawing, nl=not drawing.endswith("\n"))


@tree_commands.command("list")
@language_option
@json_option
@pass_run
def listed(run: Run, language: str | None, as_json: bool) -> None:
    """List the trees that can be walked."""
    with run.services.open_store() as store:
        found = run.services.trees(store).all()
    tongue = language or run.settings.language
    if as_json:
        output.print_json({"trees": [_line(tree, tongue) for tree in found.values()]})
        return
    rows = [
        (tree.id, len(tree.nodes), tree.audience, ", ".join(tree.codes), tree.title.say(tongue))
        for tree in found.values()
    ]
    output.table(("Tree", "Nodes", "Audience", "Codes", "Title"), rows)


def _as_files(held: Mapping[str, str]) -> dict[str, str]:
    return {f"{name}{TREE}": text for name, text in held.items()}


def _sound(held: Mapping[str, str]) -> list[Tree]:
    """The trees that files may use as subtrees; one that is broken itself is left out."""
    found: list[Tree] = []
    for name, text in _as_files(held).items():
        try:
            found.append(trees.files.load(text, name))
        except InvalidTreeError:
            continue
    return found


def _line(tree: Tree, language: str) -> dict[str, object]:
    return {
        "id": tree.id,
        "title": tree.title.say(language),
        "audience": tree.audience,
        "languages": list(tree.languages),
        "nodes": len(tree.nodes),
        "codes": list(tree.codes),
        "products": list(tree.products),
    }
