"""What commands print: JSON, tables that line up, progress on a terminal."""

import json
import os
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from io import TextIOWrapper
from shutil import get_terminal_size
from typing import IO, Any
from unicodedata import category, east_asian_width

import click

GAP = 2
NARROWEST = 12
BAR = 24
ELLIPSIS = "…"
Report = Callable[..., None]


def prepare() -> None:
    """Let every text through: UTF-8 into pipes and files and where the locale knows ASCII only."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            ascii_only = stream.encoding.lower() in {"ascii", "ansi_x3.4-1968", "us-ascii"}
            encoding = "utf-8" if ascii_only or not stream.isatty() else stream.encoding
            stream.reconfigure(encoding=encoding, errors="replace")


def print_json(value: Any) -> None:
    """Print one JSON value; a lone surrogate of a file name becomes a question mark."""
    text = json.dumps(value, ensure_ascii=False, indent=2)
    click.echo(text.encode("utf-8", "replace").decode())


def table(headings: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
    """Print rows that line up; on a terminal the widest column gives way to its width."""
    cells = [[one_line(str(cell)) for cell in row] for row in rows]
    columns = range(len(headings))
    widths = [max(width(line[n]) for line in [headings, *cells]) for n in columns]
    if sys.stdout.isatty():
        widths = _fitted(widths, get_terminal_size().columns)
    click.secho(_line(headings, widths), bold=True)
    for line in cells:
        click.echo(_line(line, widths))


def fields(pairs: Sequence[tuple[str, object]]) -> None:
    """Print names and values one below the other; empty values are left out."""
    shown = [(name, one_line(str(value))) for name, value in pairs if str(value)]
    widest = max((width(name) for name, _ in shown), default=0)
    for name, value in shown:
        click.echo(f"{click.style(padded(name, widest), dim=True)}{' ' * GAP}{value}")


def heading(text: str) -> None:
    """Print a heading with a line above it."""
    click.echo()
    click.secho(one_line(text), bold=True)


def block(text: str, indent: str = "  ") -> None:
    """Print a text of several lines as it stands, without what could steer the terminal."""
    for line in text.splitlines():
        click.echo(f"{indent}{clean(line)}".rstrip())


def count(number: int, one: str, many: str = "") -> str:
    """A number with its noun: `1 case`, `2 cases`."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def findings(number: int, noun: str, errors: Sequence[str], warnings: Sequence[str]) -> None:
    """Print what a check found, and the counts."""
    for line in errors:
        click.secho(one_line(f"error: {line}"), fg="red")
    for line in warnings:
        click.secho(one_line(f"warning: {line}"), fg="yellow")
    counts = (count(number, noun), count(len(errors), "error"), count(len(warnings), "warning"))
    click.echo(", ".join(counts))


def invite(stream: IO[bytes]) -> None:
    """Tell a person at a terminal that a text is awaited; say nothing to a pipe or a file."""
    if stream.isatty():
        click.secho("Paste the text, then press Ctrl+D on a line of its own.", err=True, dim=True)


def failures(failed: Sequence[Mapping[str, str]]) -> None:
    """Tell on standard error which files could not be used, and why."""
    for each in failed:
        click.secho(f"failed: {one_line(each['path'] + ': ' + each['error'])}", err=True, fg="red")


def clean(text: str) -> str:
    """The text without control characters: mails may hold what could steer the terminal."""
    return "".join(" " if category(each) in {"Cc", "Cs"} else each for each in text)


def one_line(text: str) -> str:
    """The text in one line, with single spaces, without control characters."""
    return " ".join(clean(text).split())


def width(text: str) -> int:
    """Columns that a text takes on a terminal; an ideograph takes two, an accent none."""
    return sum(
        0 if category(each) in {"Mn", "Me", "Cf"} else 2 if east_asian_width(each) in "WF" else 1
        for each in text
    )


def padded(text: str, wanted: int) -> str:
    """The text filled up with spaces."""
    return text + " " * (wanted - width(text))


def shortened(text: str, most: int) -> str:
    """The text, cut to at most that many columns."""
    if width(text) <= most:
        return text
    kept = ""
    for each in text:
        if width(kept + each) > most - 1:
            break
        kept += each
    return kept + ELLIPSIS


@contextmanager
def progress(label: str) -> Iterator[Report]:
    """A bar on standard error while something long goes on; nothing where that is no terminal.

    Gives a function that takes how many are done, how many there are and, if it likes, a name.
    """
    terminal = sys.stderr.isatty() and os.environ.get("TERM") != "dumb"

    def show(done: int, total: int, name: str = "") -> None:
        full = BAR * done // max(total, done, 1)
        line = f"{label} [{'#' * full}{'.' * (BAR - full)}] {done}/{total} {one_line(name)}"
        click.echo(
            f"\r\x1b[K{shortened(line, get_terminal_size().columns - 1)}", err=True, nl=False
        )

    try:
        yield show if terminal else _silent
    finally:
        if terminal:
            click.echo("\r\x1b[K", err=True, nl=False)


def _silent(_done: int, _total: int, _name: str = "") -> None:
    """Take note of nothing."""


def _fitted(widths: Sequence[int], room: int) -> list[int]:
    fitted = list(widths)
    over = sum(fitted) + GAP * (len(fitted) - 1) - room
    if over > 0:
        widest = fitted.index(max(fitted))
        fitted[widest] = max(NARROWEST, fitted[widest] - over)
    return fitted


def _line(cells: Sequence[str], widths: Sequence[int]) -> str:
    pairs = zip(cells, widths, strict=True)
    return (" " * GAP).join(padded(shortened(cell, most), most) for cell, most in pairs).rstrip()
