"""The pages say what there is: every setting, every link, in words of our own."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
LINK = re.compile(r"\]\((?!https?://|#|mailto:|article:|tree:)([^)#\s]+)")
CODE = re.compile(r"(?s)```.*?```|`[^`\n]*`")
SETTING = re.compile(r'"(CASEPATH_[A-Z_]+)"')
TARGET = re.compile(r"(?m)^([a-z]+):.*## ")


def text(path: str) -> str:
    return (ROOT / path).read_text(encoding="utf-8")


def test_every_setting_is_described() -> None:
    settings = set(SETTING.findall(text("webapp/settings.py")))
    assert len(settings) >= 9
    assert {name for name in settings if f"`{name}`" not in text("docs/operations.md")} == set()


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_lead_somewhere(page: Path) -> None:
    links = LINK.findall(CODE.sub("", page.read_text(encoding="utf-8")))
    assert [link for link in links if not (page.parent / link).exists()] == []


def test_both_readmes_name_the_same_commands() -> None:
    commands = re.compile(r"(?m)^(?:\$ )?((?:make|casepath) .+?)(?:\s+#.*)?$")
    english, chinese = (commands.findall(text(page)) for page in ("README.md", "README.zh.md"))
    assert english == chinese


def test_make_help_lists_every_target() -> None:
    makefile = text("Makefile")
    listed = set(TARGET.findall(makefile))
    phony = re.search(r"(?m)^\.PHONY: (.+)$", makefile)
    assert phony is not None
    assert listed == set(phony.group(1).split())


def test_decisions_are_numbered_once() -> None:
    numbers = [page.name[:4] for page in (ROOT / "docs" / "decisions").glob("*.md")]
    assert sorted(numbers) == sorted(set(numbers))
