"""Sees to it that a browser is there for the tests: `python -m tests.browser.install`.

An installed Chromium or Chrome is used; else Debian's package where we are root; else the build
that Playwright downloads.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
MAC = Path("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome")


def installed() -> str | None:
    """Path of a browser of this machine."""
    found = next((path for name in NAMES if (path := shutil.which(name))), None)
    return found or (str(MAC) if MAC.exists() else None)


def downloaded() -> str | None:
    """Path of the browser that Playwright has downloaded earlier."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if Path(path).exists() else None


def install() -> None:
    """Bring a browser in, and say how to do it by hand where neither way works."""
    is_root = hasattr(os, "geteuid") and os.geteuid() == 0
    if is_root and shutil.which("apt-get") and _debian():
        return
    command = [sys.executable, "-m", "playwright", "install", "chromium"]
    if subprocess.run(command, check=False).returncode != 0:
        sys.exit("No browser for the tests: install Chromium or Chrome, then run make test again")


def _debian() -> bool:
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    steps = (
        ["apt-get", "update", "-qq"],
        ["apt-get", "install", "-y", "-qq", "--no-install-recommends", "chromium"],
    )
    print("Installing Chromium for the tests ...", flush=True)
    return all(
        subprocess.run(step, env=environment, stdout=subprocess.DEVNULL, check=False).returncode
        == 0
        for step in steps
    )


if __name__ == "__main__" and installed() is None and downloaded() is None:
    install()
