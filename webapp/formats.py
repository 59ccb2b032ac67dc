"""How values look on a page: times, names, marks in place of secrets."""

import re
from datetime import UTC, datetime

from flask import Flask
from flask_babel import format_date, gettext
from flask_wtf.csrf import generate_csrf
from markupsafe import Markup, escape

MARK = re.compile(r"\[removed:[a-z-]{1,30}\]")
ADDRESS = re.compile(r"\s*<[^<>]{0,320}>")


def register(app: Flask) -> None:
    """Give templates the filters and functions below."""
    app.jinja_env.filters.update(day=day, moment=moment, person_name=person_name, marked=marked)
    app.jinja_env.globals.update(csrf_field=csrf_field)


def day(value: datetime | None) -> str:
    """A date as the reader's language writes it; a dash for none."""
    return str(format_date(value, "medium", rebase=False)) if value is not None else "—"


def moment(value: datetime | None) -> str:
    """Date and time as the mail states them; the zone beside it only where it is known."""
    if value is None:
        return str(gettext("time unknown"))
    zone = f" {value:%z}"[:4] + ":" + f"{value:%z}"[3:] if value.tzinfo not in {None, UTC} else ""
    return f"{value:%Y-%m-%d %H:%M}" + (" UTC" if value.tzinfo == UTC else zone)


def person_name(sender: str) -> str:
    """A sender without the address; an Exchange legacy name by its last part."""
    name = ADDRESS.sub("", sender).strip() or sender
    return name.rpartition("/cn=")[2] if name.lower().startswith("/o=") else name


def marked(text: str) -> Markup:
    """Text with the marks of removed secrets shown as such."""
    pieces: list[Markup] = []
    last = 0
    for mark in MARK.finditer(text):
        pieces.append(escape(text[last : mark.start()]))
        pieces.append(Markup('<span class="secret">{}</span>').format(_spoken(mark.group())))
        last = mark.end()
    return Markup("").join([*pieces, escape(text[last:])])


def _spoken(mark: str) -> str:
    kinds = {
        "password": gettext("password removed"),
        "account": gettext("account removed"),
        "token": gettext("token removed"),
    }
    return str(kinds.get(mark[len("[removed:") : -1], gettext("secret removed")))


def csrf_field() -> Markup:
    """The hidden field that every form carries."""
    return Markup('<input type="hidden" name="csrf_token" value="{}">').format(generate_csrf())
