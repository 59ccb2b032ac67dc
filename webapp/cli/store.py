"""`casepath store`: the database, its copies, its soundness."""

from pathlib import Path

import click

from kb import integrity
from webapp.cli import output
from webapp.cli.frame import FAILED, Noun, Run, json_option, pass_run


@click.group(cls=Noun)
def store() -> None:
    """Check, copy and bring back what the data folder holds."""


@store.command("check")
@json_option
@pass_run
@click.pass_context
def check(context: click.Context, run: Run, as_json: bool) -> None:
    """Look through the whole store; the exit status is 1 where something is wrong."""
    found = integrity.check(run.settings.data)
    if as_json:
        output.print_json(
            {
                "database": str(found.database),
                "steps": list(found.steps),
                "counts": dict(found.counts),
                "problems": list(found.problems),
                "warnings": list(found.warnings),
            }
        )
    else:
        output.fields([("database", found.database), *found.counts.items()])
        for line in found.warnings:
            click.secho(f"note: {output.one_line(line)}", err=True, fg="yellow")
        for line in found.problems:
            click.secho(f"wrong: {output.one_line(line)}", err=True, fg="red")
        if not found.problems:
            click.secho("Everything is sound.", fg="green")
    if found.problems:
        context.exit(FAILED)


@store.command("backup")
@click.argument("target", type=click.Path(path_type=Path), metavar="FILE|DIR")
@json_option
@pass_run
def backup(run: Run, target: Path, as_json: bool) -> None:
    """Copy everything into one ZIP file, while the site may go on working.

    In a folder the file is named after the time. Keep it private: it holds all mails.
    """
    written = integrity.backup(run.settings.data, target)
    size = written.stat().st_size
    if as_json:
        output.print_json({"file": str(written), "bytes": size})
    else:
        click.echo(f"{written}  {size:,} bytes")


@store.command("restore")
@click.argument("source", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE")
@click.option("--yes", is_flag=True, help="Do not ask.")
@json_option
@pass_run
def restore(run: Run, source: Path, yes: bool, as_json: bool) -> None:
    """Replace what the data folder holds by a backup.

    What it held is put into its folder `backups` first. A running site shows the restored data at
    the next request.
    """
    if not yes:
        click.confirm(f"Replace what {run.settings.data} holds?", abort=True, err=True)
    done = integrity.restore(run.settings.data, source)
    if as_json:
        former = str(done.former) if done.former else None
        output.print_json({"counts": dict(done.counts), "former": former})
        return
    click.echo(f"Restored {output.count(done.counts['cases'], 'case')}.")
    if done.former:
        click.echo(f"What was there before: {done.former}")


@store.command("migrate")
@json_option
@pass_run
def migrate(run: Run, as_json: bool) -> None:
    """Bring the tables up to this version; every other command does so by itself."""
    applied, steps = integrity.migrations(run.settings.data)
    if as_json:
        output.print_json({"applied": list(applied), "steps": list(steps)})
    elif applied:
        click.echo(f"Applied: {', '.join(applied)}")
    else:
        click.echo(f"Up to date at step {steps[-1]}.")
