"""Every word of the pages stands in the Chinese catalogue, and no word that no page uses."""

import re
from pathlib import Path

from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

WEBAPP = Path(__file__).parent.parent.parent / "webapp"
PLACE = re.compile(r"%\(\w+\)s")
METHODS = [
    ("**.py", "python"),
    ("templates/**.html", "jinja2"),
    ("portal/templates/**.html", "jinja2"),
]
KEYWORDS = {"_": None, "gettext": None, "lazy_gettext": None}


def used() -> set[str]:
    found = extract_from_dir(WEBAPP, method_map=METHODS, keywords=KEYWORDS)
    return {str(message) for _file, _line, message, _comments, _context in found}


def catalogue() -> dict[str, str]:
    path = WEBAPP / "translations" / "zh" / "LC_MESSAGES" / "messages.po"
    with path.open("rb") as file:
        return {str(entry.id): str(entry.string) for entry in read_po(file) if entry.id}


def test_every_word_is_translated_and_none_is_left_over() -> None:
    translated = {word for word, chinese in catalogue().items() if chinese}
    assert translated == used()


def test_a_translation_keeps_the_places_for_values() -> None:
    wrong = [
        word
        for word, chinese in catalogue().items()
        if sorted(PLACE.findall(word)) != sorted(PLACE.findall(chinese))
    ]
    assert wrong == []
