"""A real site on a real port, and a real browser in front of it."""

import os
import re
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from tests.browser.install import installed

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
LINK = re.compile(r"http://127\.0\.0\.1:\d+/sign-in/\S+")
DESKTOP = {"width": 1280, "height": 900}
PHONE = {"width": 390, "height": 844}


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    expect.set_options(timeout=15_000)
    with sync_playwright() as playwright:
        yield playwright.chromium.launch(executable_path=installed(), args=FLAGS)


@pytest.fixture(scope="session")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data folder of the site."""
    return tmp_path_factory.mktemp("site")


@pytest.fixture(scope="session")
def site(data: Path) -> Iterator[str]:
    """Address of a one-time sign-in link of a site that `casepath start` runs."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "webapp.cli", "start", "--port", str(port)]
    environment = {**os.environ, "CASEPATH_DATA": str(data), "CASEPATH_FOUR_EYES": "no"}
    with subprocess.Popen(
        command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    ) as process:
        try:
            yield _sign_in_link(process)
        finally:
            process.terminate()


def _sign_in_link(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None
    printed = []
    for line in process.stdout:
        printed.append(line)
        if found := LINK.search(line):
            return found.group()
    raise AssertionError("".join(printed))


@pytest.fixture(scope="session")
def signed_in(site: str, browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The cookies of a person who followed the link."""
    state = tmp_path_factory.mktemp("state") / "state.json"
    context = browser.new_context()
    page = context.new_page()
    page.goto(site)
    context.storage_state(path=state)
    context.close()
    return state


@pytest.fixture(params=[DESKTOP, PHONE], ids=["desktop", "phone"])
def context(
    request: pytest.FixtureRequest, browser: Browser, site: str, signed_in: Path
) -> Iterator[BrowserContext]:
    context = browser.new_context(
        base_url=site.partition("/sign-in/")[0],
        storage_state=signed_in,
        viewport=request.param,
        locale="en-US",
        permissions=["clipboard-read", "clipboard-write"],
    )
    context.set_default_timeout(10_000)
    yield context
    context.close()


@pytest.fixture
def page(context: BrowserContext) -> Page:
    return context.new_page()
