"""The shape of the house: which way imports go, where SQL stands, how long things may be."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGES = ("kb", "trees", "articles", "webapp")
MAY_IMPORT = {
    "trees": {"trees"},
    "articles": {"articles"},
    "kb": {"kb", "trees", "articles"},
    "webapp": {"webapp", "kb", "trees", "articles"},
}
WEB_ONLY = {"flask", "click", "flask_babel", "flask_login", "flask_wtf", "werkzeug", "gunicorn"}
DATABASES = {"sqlite3", "sqlite_utils", "psycopg"}
LONGEST_FUNCTION = 50
LONGEST_MODULE = 300
SQL = re.compile(
    r"\b(SELECT\s.+\sFROM|INSERT\s+INTO|UPDATE\s.+\sSET|DELETE\s+FROM)\b", re.IGNORECASE
)


def modules(package: str) -> list[Path]:
    return sorted((ROOT / package).rglob("*.py"))


def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def imports(tree: ast.AST) -> Iterator[tuple[int, str]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, name.name.split(".")[0]) for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"relative import in line {node.lineno}"
            yield node.lineno, (node.module or "").split(".")[0]


@pytest.mark.parametrize("package", PACKAGES)
def test_imports_go_one_way(package: str) -> None:
    forbidden = set(PACKAGES) - MAY_IMPORT[package] | {"tests"}
    if package != "webapp":
        forbidden |= WEB_ONLY
    if package in {"trees", "articles"}:
        forbidden |= DATABASES
    wrong = [
        f"{path.relative_to(ROOT)}:{line} imports {name}"
        for path in modules(package)
        for line, name in imports(parsed(path))
        if name in forbidden
    ]
    assert wrong == []


@pytest.mark.parametrize("package", PACKAGES)
def test_our_modules_are_imported_at_the_top(package: str) -> None:
    wrong = [
        f"{path.relative_to(ROOT)}:{line}"
        for path in modules(package)
        for function in ast.walk(parsed(path))
        if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef)
        for line, name in imports(function)
        if name in PACKAGES and path != ROOT / "webapp" / "services.py"
    ]
    assert wrong == []


@pytest.mark.parametrize("package", PACKAGES)
def test_functions_and_modules_stay_short(package: str) -> None:
    long = [
        f"{path.relative_to(ROOT)}:{node.lineno} {node.name}"
        for path in modules(package)
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (node.end_lineno or 0) - node.lineno + 1 > LONGEST_FUNCTION
    ]
    long += [
        str(path.relative_to(ROOT))
        for path in modules(package)
        if len(path.read_text(encoding="utf-8").splitlines()) > LONGEST_MODULE
    ]
    assert long == []


@pytest.mark.parametrize("package", PACKAGES)
def test_no_error_is_swallowed(package: str) -> None:
    broad = {"Exception", "BaseException"}
    wrong = [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for path in modules(package)
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.ExceptHandler)
        and (node.type is None or (isinstance(node.type, ast.Name) and node.type.id in broad))
    ]
    assert wrong == []


def test_sql_stands_only_in_the_store() -> None:
    wrong = [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for package in PACKAGES
        for path in modules(package)
        if not path.is_relative_to(ROOT / "kb" / "store")
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and SQL.search(node.value)
    ]
    assert wrong == []
