"""The SQL keeps to what PostgreSQL shares, so that a second adapter needs no second set of queries."""

import ast
import re
from pathlib import Path

import pytest

import kb.store

FOLDER = Path(kb.store.__file__).parent
ADAPTER = {"connection.py", "upkeep.py", "migrations.py"}
OF_SQLITE_ONLY = re.compile(
    r"\b(pragma|autoincrement|insert or|replace into|glob|rowid|ifnull|datetime\(|strftime"
    r"|json_each|group_concat|without rowid|strict)\b",
    re.IGNORECASE,
)
POSITIONAL = re.compile(r"(=|values \(|, )\s*\?")


def sources() -> dict[str, str]:
    found = {path.name: path.read_text("utf-8") for path in FOLDER.rglob("*.sql")}
    for path in FOLDER.glob("*.py"):
        if path.name not in ADAPTER:
            nodes = ast.walk(ast.parse(path.read_text("utf-8")))
            texts = [node.value for node in nodes if isinstance(node, ast.Constant)]
            found[path.name] = "\n".join(text for text in texts if isinstance(text, str))
    return found


@pytest.mark.parametrize("name", sorted(sources()))
def test_sql_is_what_both_databases_share(name: str) -> None:
    text = sources()[name]
    assert OF_SQLITE_ONLY.findall(text) == []
    assert POSITIONAL.findall(text) == []
