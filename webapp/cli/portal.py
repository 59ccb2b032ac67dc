"""`casepath portal`: the static site for customers, and the review that lets it out."""

from pathlib import Path

import click

from kb.store import FindingState
from webapp.cli import output
from webapp.cli.contracts import moment
from webapp.cli.frame import FAILED, Noun, Run, json_option, login, pass_run
from webapp.portal.model import ExportReport
from webapp.portal.publishing import Reviewed, publish, review

VERDICTS = (FindingState.CONFIRMED.value, FindingState.NOT_SENSITIVE.value)


@click.group(cls=Noun)
def portal() -> None:
    """Write the site for customers; it holds nothing that was not reviewed."""


@portal.command("export")
@click.argument("target", type=click.Path(file_okay=False, path_type=Path), metavar="DIR")
@json_option
@pass_run
@click.pass_context
def export(context: click.Context, run: Run, target: Path, as_json: bool) -> None:
    """Write published public articles and public trees as a folder of plain files.

    Where a finding waits for a decision nothing is written, DIR stays as it was, and the exit
    status is 1.
    """
    with run.services.open_store() as store:
        done = publish(run.services, store, target)
    if as_json:
        output.print_json(done.as_json())
    else:
        _tell(done, target)
    if done.blocked:
        context.exit(FAILED)


@portal.command("findings")
@click.option("--all", "everything", is_flag=True, help="Decided ones, too.")
@json_option
@pass_run
def findings(run: Run, everything: bool, as_json: bool) -> None:
    """List what redaction found in public texts and nobody has decided about."""
    with run.services.open_store() as store:
        looked = review(run.services, store)
    listed = looked.findings if everything else looked.open
    if as_json:
        output.print_json({"findings": [_line(each) for each in listed]})
    elif listed:
        rows = [
            (each.entry[:12], each.found.id, each.found.line, each.found.kind, *_words(each))
            for each in listed
        ]
        output.table(("Finding", "In", "Line", "Kind", "Words", "State"), rows)
        click.echo("`casepath portal decide FINDING confirmed|not-sensitive` decides about one.")
    else:
        click.echo("Nothing waits for a decision.")


@portal.command("decide")
@click.argument("finding")
@click.argument("verdict", type=click.Choice(VERDICTS))
@click.option("--by", help="Who decides; the login name by default.")
@json_option
@pass_run
def decide(run: Run, finding: str, verdict: str, by: str | None, as_json: bool) -> None:
    """Decide about a finding: `confirmed` replaces it in the export, `not-sensitive` lets it out.

    FINDING is the beginning of its id, as `portal findings` shows it.
    """
    with run.services.open_store() as store:
        entry = store.findings.decide(
            store.findings.named(finding).id, FindingState(verdict), by or login()
        )
    if as_json:
        told = {"id": entry.id, "state": entry.state, "by": entry.decided_by}
        output.print_json(told | {"at": moment(entry.decided_at)})
    else:
        click.echo(f"{entry.subject_kind} {entry.subject_id}, {entry.place}: {entry.state}")


def _tell(done: ExportReport, target: Path) -> None:
    if done.blocked:
        for each in done.blocked:
            click.secho(
                f"waits for a decision: {each.id}:{each.line}: {each.kind}", err=True, fg="red"
            )
        click.echo(
            "Nothing was written. `casepath portal findings` shows what to decide.", err=True
        )
        return
    parts = (
        output.count(done.articles, "article"),
        output.count(done.trees, "tree"),
        output.count(done.files, "file"),
        f"{done.written} written",
        f"{done.removed} removed",
    )
    click.echo(f"{', '.join(parts)} in {done.seconds:.1f} s: {target}")


def _words(reviewed: Reviewed) -> tuple[str, str]:
    return reviewed.found.value, reviewed.found.decision


def _line(reviewed: Reviewed) -> dict[str, object]:
    found = reviewed.found
    return {
        "finding": reviewed.entry,
        "subject": found.subject,
        "id": found.id,
        "line": found.line,
        "kind": found.kind,
        "rule": found.rule,
        "value": found.value,
        "state": found.decision,
        "by": reviewed.decided_by,
    }
