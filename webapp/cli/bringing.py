"""Tree and article files brought into the data folder, each as a new version where it differs."""

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field

import click

from articles.findings import InvalidArticleError
from trees.findings import InvalidTreeError
from webapp.cli import output
from webapp.cli.files import decoded
from webapp.cli.frame import FAILED, Run

NOTE = "Imported"


@dataclass(slots=True)
class Brought:
    """Ids of what was saved and of what was there already, and the files that have errors."""

    saved: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    failed: list[dict[str, str]] = field(default_factory=list)


def bring_in(
    run: Run, kind: str, files: Mapping[str, bytes], by: str, id_of: Callable[[str, str], str]
) -> Brought:
    """Save each file under its id, without its secrets; one with errors is passed over.

    Args:
        run: the run, for its store and its redactor.
        kind: `tree` or `article`.
        files: bytes by file name.
        by: who brings them in.
        id_of: reads a text, given with its file name, strictly; gives its id.
    """
    done = Brought()
    with run.services.open_store() as store:
        for name, data in files.items():
            (redaction,) = run.services.redactor.secrets([decoded(data)])
            try:
                item = id_of(redaction.text, name)
            except (InvalidTreeError, InvalidArticleError) as error:
                done.failed.append({"path": name, "error": str(error)})
                continue
            before = store.changes.last()
            store.documents.save(kind, item, redaction.text, by, NOTE)
            (done.saved if store.changes.last() != before else done.unchanged).append(item)
    return done


def tell_brought(context: click.Context, done: Brought, noun: str, *, as_json: bool) -> None:
    """Print what was brought in; the exit status is 1 where a file has errors."""
    if as_json:
        output.print_json(asdict(done))
    else:
        click.echo(f"{output.count(len(done.saved), noun)} saved, {len(done.unchanged)} unchanged")
        output.failures(done.failed)
    if done.failed:
        context.exit(FAILED)
