"""Tree and article files that commands are given, and the texts that the data folder holds."""

from collections.abc import Iterable, Mapping
from pathlib import Path

import click

import articles.files
import trees.files
from kb.store import DATABASE
from trees.findings import InvalidTreeError
from trees.interchange import from_json
from trees.model import Tree
from webapp.cli.frame import Callback, Run
from webapp.errors import SourceError

TREE = ".yaml"
JSON = ".json"
MOST_BYTES = 20_000_000
ARTICLE = ".md"


def texts(run: Run, kind: str) -> Mapping[str, str]:
    """Trees or articles of the data folder by id; the shipped ones where there is no folder yet."""
    if not (run.settings.data / DATABASE).is_file():
        return trees.files.library() if kind == "tree" else articles.files.library()
    with run.services.open_store() as store:
        return {each.id: each.text for each in store.documents.all_current(kind)}


def find_text(run: Run, source: str) -> tuple[str, str]:
    """Text of a tree by its id, or of a file as YAML, with the name for its findings.

    Raises:
        SourceError: it is neither.
        InvalidTreeError: a JSON file is none.
    """
    path = Path(source)
    if path.suffix in {TREE, ".yml", JSON} and path.is_file():
        return _as_yaml(source, decoded(_read(path))), source
    held = texts(run, "tree")
    if source not in held:
        raise SourceError(
            f"no tree and no {TREE} file is called {source}: `casepath trees list` shows the trees"
        )
    return held[source], f"{source}{TREE}"


def find_tree(run: Run, source: str) -> Tree:
    """A tree by its id, or from a file.

    Raises:
        SourceError: it is neither.
        InvalidTreeError: the file has errors.
    """
    return trees.files.load(*find_text(run, source))


def read_trees(paths: Iterable[Path]) -> tuple[dict[str, str], dict[str, InvalidTreeError]]:
    """Texts of tree files by path, JSON turned into YAML, and the JSON files that are none.

    Raises:
        SourceError: a file cannot be read, or a folder holds none.
    """
    found, wrong = {}, {}
    for name, data in read_all(paths, TREE).items():
        try:
            found[name] = _as_yaml(name, decoded(data))
        except InvalidTreeError as error:
            wrong[name] = error
    return found, wrong


def _as_yaml(name: str, text: str) -> str:
    return from_json(text) if Path(name).suffix == JSON else text


def read_all(paths: Iterable[Path], suffix: str) -> dict[str, bytes]:
    """Bytes of files by path, as given; of a folder all with that suffix, to the bottom.

    Raises:
        SourceError: a file cannot be read, or a folder holds none.
    """
    found: dict[str, bytes] = {}
    for path in paths:
        files = sorted(path.rglob(f"*{suffix}")) if path.is_dir() else [path]
        if not files:
            raise SourceError(f"{path} holds no {suffix} file: name another folder")
        found |= {str(file): _read(file) for file in files}
    return found


def decoded(data: bytes) -> str:
    """Both kinds of files are UTF-8; a byte that is not shows up as a bad character with its line."""
    return data.decode("utf-8", "surrogateescape")


def target_option(command: Callback) -> Callback:
    """Add `--output`: the command is called with `target`, as `put` takes it."""
    return click.option(
        "-o",
        "--output",
        "target",
        type=click.Path(dir_okay=False, path_type=Path),
        metavar="FILE",
        help="Where to write; standard output by default.",
    )(command)


def put(target: Path | None, data: bytes) -> None:
    """Write a file, or to standard output where none is named.

    Raises:
        SourceError: the file cannot be written.
    """
    if target is None:
        click.echo(data, nl=False)
        return
    try:
        target.write_bytes(data)
    except OSError as error:
        reason = (error.strerror or "broken").lower()
        raise SourceError(f"{target} cannot be written: {reason}") from error


def _read(file: Path) -> bytes:
    """What a file holds; of one that is far too large, or never ends, enough to refuse it."""
    try:
        with file.open("rb") as opened:
            return opened.read(MOST_BYTES)
    except OSError as error:
        raise SourceError(
            f"{file} cannot be read: {(error.strerror or 'broken').lower()}"
        ) from error
