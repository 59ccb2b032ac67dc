"""What all commands share: the data folder, errors as one line, exit codes."""

import getpass
import os
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import cache, cached_property
from importlib.resources import files
from pathlib import Path
from typing import Any, TypeVar, cast

import click
import yaml
from click.exceptions import NoArgsIsHelpError

from articles.errors import ArticleError
from kb.errors import KbError
from kb.indexing import Index
from kb.store import DATABASE
from trees.errors import TreeError
from webapp.cli.output import one_line
from webapp.errors import InvalidSettingError, WebappError
from webapp.services import Services
from webapp.settings import Settings, read_settings

FAILED = 1
WRONG_USAGE = 2
STOPPED = 130
LONGEST_LINE = 300
REFUSALS = (KbError, TreeError, ArticleError, WebappError)
Callback = TypeVar("Callback", bound=Callable[..., Any])


class Run:
    """One run of the program: its settings and, once a command needs them, its services."""

    def __init__(self, environ: Mapping[str, str]) -> None:
        self._environ = environ
        self.data: Path | None = None

    @cached_property
    def settings(self) -> Settings:
        """The settings of the environment, with the folder that `--data` names."""
        settings = read_settings(self._environ)
        return settings if self.data is None else replace(settings, data=self.data)

    @cached_property
    def services(self) -> Services:
        """Everything that works on the data folder; a new one is told to the person at a terminal."""
        data = self.settings.data
        if not (data / DATABASE).exists() and sys.stderr.isatty():
            told = f"new data folder {data.resolve()}; --data or CASEPATH_DATA names another"
            click.secho(f"casepath: {told}", err=True, dim=True, color=_colour())
        return Services(self.settings)

    @cached_property
    def index(self) -> Index:
        """The search index; its files are let go of when the run ends."""
        return self.services.index

    def close(self) -> None:
        """Let go of what the run has opened."""
        if "index" in vars(self):
            self.index.close()


pass_run = click.make_pass_decorator(Run)


class Verb(click.Command):
    """A command; `--data` may stand behind it, too. Its help ends with examples."""

    def __init__(self, *args: Any, **fields: Any) -> None:
        super().__init__(*args, **fields)
        self.params.append(_data_option())

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the examples as they are typed, never wrapped."""
        lines = examples().get(ctx.command_path.partition(" ")[2])
        if lines:
            with formatter.section("Examples"):
                for line in lines:
                    formatter.write(f"{'':{formatter.current_indent}}{line}\n")


class Noun(click.Group):
    """A group of commands in their own order; `--data` may stand behind its name, too."""

    command_class = Verb
    group_class = type

    def __init__(self, *args: Any, **fields: Any) -> None:
        super().__init__(*args, **fields)
        self.params.append(_data_option())

    def list_commands(self, _context: click.Context) -> list[str]:
        """The names as they are used: what comes first in the work comes first."""
        return list(self.commands)

    def format_commands(self, _context: click.Context, formatter: click.HelpFormatter) -> None:
        """Write each command with its whole first sentence."""
        rows = [
            (name, each.get_short_help_str(LONGEST_LINE)) for name, each in self.commands.items()
        ]
        with formatter.section("Commands"):
            formatter.write_dl(rows)


class Casepath(Noun):
    """The program: gives every run its settings, tells what went wrong in one line."""

    def main(self, *args: Any, **fields: Any) -> Any:
        """Parse, run, and end the process with 0 (done), 1 (failures) or 2 (wrong usage)."""
        fields["obj"] = run = Run(os.environ)
        fields["standalone_mode"] = False
        fields.setdefault("prog_name", "casepath")
        fields["color"] = _colour()
        try:
            code = super().main(*args, **fields)
        except NoArgsIsHelpError as error:
            error.show()
            sys.exit(WRONG_USAGE)
        except click.UsageError as error:
            told = error.format_message().rstrip(".")
            _complain(f"{told}. See `{_place(error)} --help`.", WRONG_USAGE)
        except click.ClickException as error:
            _complain(error.format_message(), error.exit_code)
        except click.Abort:
            _complain("stopped", STOPPED)
        except InvalidSettingError as error:
            _complain(str(error), WRONG_USAGE)
        except REFUSALS as error:
            _complain(str(error), FAILED)
        finally:
            run.close()
        sys.exit(code if isinstance(code, int) else 0)


@cache
def examples() -> Mapping[str, Sequence[str]]:
    """Lines to type, by command."""
    text = (files(__package__) / "examples.yaml").read_text(encoding="utf-8")
    return cast("Mapping[str, Sequence[str]]", yaml.safe_load(text))


def json_option(command: Callback) -> Callback:
    """Add `--json`: the command is called with `as_json`."""
    return click.option("--json", "as_json", is_flag=True, help="Print JSON and nothing else.")(
        command
    )


def login() -> str:
    """Name of the person at this machine."""
    try:
        return getpass.getuser()
    except (KeyError, OSError, ImportError):  # a container may run under a number without a name
        return "admin"


def words(text: Sequence[str]) -> str:
    """Arguments that belong together; a byte that is no text becomes a question mark."""
    return " ".join(text).encode("utf-8", "replace").decode()


def _data_option() -> click.Option:
    return click.Option(
        ["--data"],
        type=click.Path(file_okay=False, path_type=Path),
        metavar="DIR",
        expose_value=False,
        callback=_keep_data,
        help="The data folder. Default: CASEPATH_DATA, or var.",
    )


def _keep_data(context: click.Context, _option: click.Parameter, value: Path | None) -> None:
    run = context.find_object(Run)
    if value is not None and run is not None:
        run.data = value


def _colour() -> bool | None:
    """None lets click look at the terminal; people may ask for none (no-color.org)."""
    return False if os.environ.get("NO_COLOR") else None


def _place(error: click.UsageError) -> str:
    return error.ctx.command_path if error.ctx else "casepath"


def _complain(message: str, code: int) -> None:
    click.secho(f"casepath: {one_line(message)}", err=True, fg="red", color=_colour())
    sys.exit(code)
