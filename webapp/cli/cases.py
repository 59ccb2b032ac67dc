"""`casepath cases`: bring mails in, look at what is there."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from time import sleep
from typing import Any

import click

from kb.cases import Case, CaseStatus
from kb.codes import canonical
from kb.importing import ImportReport, import_paths, refresh
from kb.importing.watching import Look, watch
from kb.mail import Limits
from kb.store import CaseRow, Store
from webapp.cli import output
from webapp.cli.contracts import case_json, row_json
from webapp.cli.facts import show_facts
from webapp.cli.frame import FAILED, Noun, Run, json_option, pass_run
from webapp.settings import Settings

MEGABYTE = 1024 * 1024
LONGEST_ATTACHMENT = 200_000


@click.group(cls=Noun)
def cases() -> None:
    """Bring archived mails in, and look at the cases."""


@cases.command("import")
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="PATH…")
@json_option
@pass_run
@click.pass_context
def bring_in(context: click.Context, run: Run, paths: tuple[Path, ...], as_json: bool) -> None:
    """Read files and folders of mails into cases.

    Importing a file again changes nothing; a longer thread adds its new messages. Passwords and
    other secrets are replaced before anything is stored. A file that cannot be read is listed with
    the reason, and the exit status is 1.
    """
    with run.services.open_store() as store:
        done = _import(run, store, paths)
        with output.progress("Indexing") as report:
            run.index.refresh(store, report)
    if as_json:
        output.print_json(done.as_json())
    else:
        _tell(done)
    if done.failed:
        context.exit(FAILED)


@cases.command("watch")
@click.argument(
    "folder", type=click.Path(exists=True, file_okay=False, path_type=Path), metavar="DIR"
)
@click.option(
    "--every",
    type=click.FloatRange(0.1),
    default=10.0,
    show_default=True,
    help="Seconds between looks.",
)
@pass_run
def follow(run: Run, folder: Path, every: float) -> None:
    """Keep importing what appears in a folder or maildir, until stopped with Ctrl+C.

    A file is read once it has kept its size and time from one look to the next.
    """
    click.echo(f"Watching {output.one_line(str(folder))}; Ctrl+C stops it.")
    seen = Look()
    with run.services.open_store() as store, suppress(KeyboardInterrupt):
        while True:
            step = watch(store, folder, seen, lambda paths: _import(run, store, paths))
            seen = step.look
            if step.report is not None:
                _tell(step.report)
            sleep(every)


@cases.command("refresh")
@json_option
@pass_run
def renew(run: Run, as_json: bool) -> None:
    """Understand all cases anew, after an update of Casepath or of the settings.

    Secrets, facts, summaries and steps are found as an import of today finds them; the messages stay.
    """
    with run.services.open_store() as store:
        with output.progress("Reading cases") as report:
            done = refresh(
                store,
                redactor=run.services.redactor,
                progress=report,
                patterns=run.settings.case_numbers,
            )
        with output.progress("Indexing") as report:
            run.index.refresh(store, report)
    if as_json:
        output.print_json(done.as_json())
    else:
        _tell_renewed(done)


@cases.command("show")
@click.argument("number")
@json_option
@pass_run
def show(run: Run, number: str, as_json: bool) -> None:
    """Show one case: summary, steps, facts, messages."""
    with run.services.open_store() as store:
        case = store.cases.get(number)
    if as_json:
        output.print_json(case_json(case))
    else:
        _show(case)


@cases.command("list")
@click.option("--product", default="", help="Only cases about this product.")
@click.option("--code", default="", help="Only cases with this error code, in any notation.")
@click.option("--year", type=int, help="Only cases opened in this year.")
@click.option(
    "--status",
    type=click.Choice([each.value for each in CaseStatus]),
    help="Only cases in this state.",
)
@click.option(
    "--limit", type=click.IntRange(1), default=50, show_default=True, help="Cases at most."
)
@click.option("--offset", type=click.IntRange(0), default=0, help="Cases to pass over.")
@json_option
@pass_run
def listed(run: Run, /, as_json: bool, limit: int, offset: int, **wanted: Any) -> None:
    """List cases, the latest first."""
    filters = {name: value for name, value in wanted.items() if value}
    if "code" in filters:
        filters["code"] = canonical(filters["code"]) or filters["code"]
    with run.services.open_store() as store:
        total = store.cases.count(**filters)
        rows = store.cases.list(limit=limit, offset=offset, **filters)
    if as_json:
        output.print_json({"total": total, "cases": [row_json(row) for row in rows]})
    elif rows:
        _list(rows, total)
    else:
        click.echo("No cases. `casepath cases import PATH` brings some in.")


def _import(run: Run, store: Store, paths: Sequence[Path]) -> ImportReport:
    with output.progress("Reading") as report:
        return import_paths(
            store,
            paths,
            redactor=run.services.redactor,
            limits=_limits(run.settings),
            progress=report,
            patterns=run.settings.case_numbers,
        )


def _limits(settings: Settings) -> Limits:
    kept = LONGEST_ATTACHMENT if settings.attachments == "text" else 0
    return Limits(file=settings.max_file_mb * MEGABYTE, attachment=kept)


def _list(rows: Sequence[CaseRow], total: int) -> None:
    output.table(
        ("Number", "Opened", "State", "Customer", "Title"),
        [
            (row.number, _day(row.opened), row.resolution or row.status, row.customer, row.title)
            for row in rows
        ],
    )
    if len(rows) < total:
        click.echo(f"{len(rows)} of {output.count(total, 'case')}; --offset and --limit show more")


def _tell(done: ImportReport) -> None:
    parts = (
        output.count(done.files, "file"),
        output.count(len(done.new), "new case"),
        f"{len(done.changed)} changed",
        f"{len(done.unchanged)} unchanged",
        output.count(done.messages, "message"),
        f"{output.count(done.redactions, 'secret')} removed",
    )
    click.echo(f"{', '.join(parts)} in {done.seconds:.1f} s")
    output.failures([asdict(each) for each in done.failed])


def _tell_renewed(done: ImportReport) -> None:
    parts = (
        f"{output.count(len(done.changed), 'case')} changed",
        f"{len(done.unchanged)} unchanged",
        f"{output.count(done.redactions, 'secret')} removed",
    )
    click.echo(f"{', '.join(parts)} in {done.seconds:.1f} s")


def _show(case: Case) -> None:
    click.secho(output.one_line(f"{case.number}  {case.title}"), bold=True)
    output.fields(
        [
            ("Customer", case.customer),
            ("State", f"{case.status}, {case.resolution}" if case.resolution else case.status),
            ("Opened", _minute(case.opened)),
            ("Archived", _minute(case.archived)),
            ("Products", ", ".join(case.products)),
            ("Codes", ", ".join(case.codes)),
        ]
    )
    _show_summary(case)
    show_facts(case.facts)
    for message in case.messages:
        output.heading(f"{message.n}. {message.sender}  {_minute(message.sent_at)}")
        output.fields(
            [
                ("To", ", ".join(message.to)),
                ("Cc", ", ".join(message.cc)),
                ("Subject", message.subject),
                ("Attached", ", ".join(each.name for each in message.attachments)),
            ]
        )
        output.block(message.body)


def _show_summary(case: Case) -> None:
    for name in ("problem", "analysis", "conclusion"):
        text = getattr(case.summary, name)
        if text:
            output.heading(name.capitalize() + (" (extracted)" if case.summary.extracted else ""))
            output.block(text)
    if case.steps:
        output.heading("Steps")
        rows = [(each.message, each.result, each.text) for each in case.steps]
        output.table(("Message", "Result", "Step"), rows)


def _day(moment: datetime | None) -> str:
    return f"{moment:%Y-%m-%d}" if moment else ""


def _minute(moment: datetime | None) -> str:
    return f"{moment:%Y-%m-%d %H:%M %z}".rstrip() if moment else ""
