"""Lines that a person types at the wizard."""

from collections.abc import Iterator

import click

END = "."


class Stop(Exception):  # noqa: N818 - a wish of the person, not an error
    """The person wants to go on another time."""


class Back(Exception):  # noqa: N818 - a wish of the person, not an error
    """The person wants to take the last answer back."""


def ask(prompt: str) -> str:
    """One line, without spaces around it; `b` goes back, `q` or the end of the input stops.

    Raises:
        Back: the person typed `b`.
        Stop: the person typed `q`, pressed Ctrl+C, or the input ended.
    """
    line = _line(prompt).strip()
    if line == "b":
        raise Back
    if line == "q":
        raise Stop
    return line


def text_of_lines(first: str = "") -> str:
    """Lines up to one that holds only a full stop, or up to the end of the input."""
    return "\n".join([*([first] if first else []), *_lines()])


def _lines() -> Iterator[str]:
    while True:
        try:
            line = _line("| ")
        except Stop:
            return
        if line.strip() == END:
            return
        yield line


def _line(prompt: str) -> str:
    try:
        return input(prompt)
    except (EOFError, KeyboardInterrupt) as error:
        click.echo()
        raise Stop from error
