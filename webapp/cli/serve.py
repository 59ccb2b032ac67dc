"""`casepath serve`: the site, under gunicorn."""

import socket
from collections.abc import Callable
from dataclasses import dataclass

import click
from flask import Flask
from gunicorn.app.base import BaseApplication

from webapp import create_app
from webapp.cli.frame import Run, Verb, pass_run
from webapp.errors import WebappError
from webapp.settings import Settings

HOST = "127.0.0.1"
PORT = 8000
THREADS = 4

port_option = click.option(
    "--port",
    type=click.IntRange(1, 65535),
    default=PORT,
    show_default=True,
    help="Where it listens.",
)


@dataclass(frozen=True, slots=True)
class Place:
    """Where the site listens, and with how many processes."""

    host: str
    port: int
    workers: int


class Site(BaseApplication):  # type: ignore[misc] # gunicorn ships no types
    """Gunicorn around the site, configured by values instead of a file."""

    def __init__(self, settings: Settings, options: dict[str, object]) -> None:
        self._settings = settings
        self._options = options
        super().__init__()

    def load_config(self) -> None:
        """Hand the options to gunicorn."""
        for name, value in self._options.items():
            self.cfg.set(name, value)

    def load(self) -> Flask:
        """Make the site; called in each worker."""
        return create_app(self._settings)


@click.command(cls=Verb)
@click.option("--host", default=HOST, show_default=True, help="Address to listen at.")
@port_option
@click.option(
    "--workers", type=click.IntRange(1, 64), default=2, show_default=True, help="Processes."
)
@pass_run
def serve(run: Run, host: str, port: int, workers: int) -> None:
    """Serve the site until it is stopped with Ctrl+C."""
    refuse_taken(host, port)
    words = f"Casepath listens at {address(host, port)}; Ctrl+C stops it."
    run_site(run.settings, Place(host, port, workers), lambda: click.echo(words))


def run_site(settings: Settings, place: Place, ready: Callable[[], None]) -> None:
    """Serve until stopped; `ready` is called once browsers are heard. Ends the process."""
    options = {
        "bind": f"[{place.host}]:{place.port}"
        if ":" in place.host
        else f"{place.host}:{place.port}",
        "workers": place.workers,
        "when_ready": lambda _arbiter: ready(),
        "worker_class": "gthread",
        "threads": THREADS,
        "loglevel": "warning",
        "control_socket_disable": True,
        "proc_name": "casepath",
    }
    Site(settings, options).run()


def address(host: str, port: int) -> str:
    """The address of the site for a browser."""
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


def refuse_taken(host: str, port: int) -> None:
    """Make sure that the site can listen there.

    Raises:
        WebappError: another program does, or the host is not one of this machine.
    """
    try:
        family, kind, _, _, place = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(place)
    except OSError as error:
        reason = (error.strerror or "unusable").lower()
        raise WebappError(
            f"cannot listen at {host}:{port} ({reason}): choose another port with --port,"
            " or stop the program that has it"
        ) from error
