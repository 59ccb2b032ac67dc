"""`casepath trees`: check, draw, list and walk decision trees."""

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

import click

import trees.files
from trees.check import check as look_through
from trees.draw import mermaid, svg
from trees.findings import Finding, InvalidTreeError
from trees.interchange import graphviz, to_json
from trees.model import Tree
from webapp.cli import output
from webapp.cli.bringing import bring_in, tell_brought
from webapp.cli.files import TREE, find_text, read_all, read_trees, texts
from webapp.cli.frame import FAILED, Noun, Run, json_option, login, pass_run
from webapp.cli.proving import replay, simulate
from webapp.cli.scripts import script
from webapp.cli.take_away import come_back, take_away
from webapp.cli.walking import hand_over, walk
from webapp.settings import LANGUAGES

DRAWINGS: Mapping[str, Callable[[Tree, str], str]] = {
    "mermaid": mermaid,
    "svg": svg,
    "dot": graphviz,
}
language_option = click.option(
    "--language", type=click.Choice(LANGUAGES), help="Language of the words; the site's by default."
)


@click.group("trees", cls=Noun)
def tree_commands() -> None:
    """Check, draw, list and walk decision trees."""


for verb in (walk, hand_over, script, take_away, come_back, simulate, replay):
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
    found = _findings(run, sources, _sound(held) if paths else ())
    errors = [each for each in found if each.is_error]
    warnings = [each for each in found if not each.is_error]
    if as_json:
        lists = {
            "errors": [_as_json(each) for each in errors],
            "warnings": [_as_json(each) for each in warnings],
        }
        output.print_json({"trees": len(sources)} | lists)
    else:
        told = [[str(each) for each in some] for some in (errors, warnings)]
        output.findings(len(sources), "tree", *told)
    if errors:
        context.exit(FAILED)


@tree_commands.command("import")
@click.argument(
    "paths",
    nargs=-1,
    required=True,
    type=click.Path(exists=True, path_type=Path),
    metavar="DIR|FILE…",
)
@click.option("--by", help="Who does it; the login name by default.")
@json_option
@pass_run
@click.pass_context
def import_files(
    context: click.Context, run: Run, paths: tuple[Path, ...], by: str | None, as_json: bool
) -> None:
    """Bring tree files into the data folder, each as a new version where it differs.

    A file with errors is listed, and the exit status is 1. Running walks stay on their versions.
    """
    sources, no_json = read_trees(paths)
    wrong: Mapping[str, object] = {**no_json, **_wrong(run, sources)}
    sound = {name: text.encode() for name, text in sources.items() if name not in wrong}
    done = bring_in(run, "tree", sound, by or login(), _id_of)
    done.failed += [{"path": name, "error": str(error)} for name, error in wrong.items()]
    tell_brought(context, done, "tree", as_json=as_json)


@tree_commands.command("draw")
@click.argument("source", metavar="ID|FILE")
@click.option(
    "--format",
    "form",
    type=click.Choice([*DRAWINGS, "json"]),
    default="mermaid",
    show_default=True,
    help="Form of the drawing.",
)
@language_option
@pass_run
def draw(run: Run, source: str, form: str, language: str | None) -> None:
    """Print the drawing of a tree: for Mermaid, for Graphviz (dot), or as SVG.

    The form json is the whole tree for other programs; `casepath trees import` takes it back.
    """
    text, name = find_text(run, source)
    tree = trees.files.load(text, name)
    if form == "json":
        drawing = to_json(text)
    else:
        drawing = DRAWINGS[form](tree, language or run.settings.language)
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


def _findings(
    run: Run, sources: Mapping[str, str | bytes], known: Iterable[Tree]
) -> tuple[Finding, ...]:
    return look_through(sources, known=known, articles=set(texts(run, "article")))


def _wrong(run: Run, sources: Mapping[str, str]) -> dict[str, Finding]:
    """The first error of each file that has one, looked at together with the trees that there are."""
    found = _findings(run, sources, _sound(texts(run, "tree")))
    return {each.file: each for each in reversed(found) if each.is_error}


def _as_json(found: Finding) -> dict[str, object]:
    place = {"file": found.file, "line": found.line, "node": found.node}
    return {**place, "rule": found.rule, "message": found.message}


def _id_of(text: str, name: str) -> str:
    return trees.files.load(text, name).id


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
