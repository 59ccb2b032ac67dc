"""Rules as data: patterns that carry lines which they must and must not find."""

from collections.abc import Callable
from importlib.resources import files

import yaml

from trees.errors import InvalidDataError
from trees.patterns import compiled


def patterns(file: str, complete: Callable[[str], str]) -> tuple[str, ...]:
    """The patterns of a data file of this package, each tried on its own lines.

    Args:
        file: its name.
        complete: makes the pattern from what the file says.

    Raises:
        InvalidDataError: a line of a rule comes out wrong.
    """
    rules = yaml.safe_load((files("trees.scripts") / file).read_text(encoding="utf-8"))
    return tuple(_tried(file, rule, complete(rule["pattern"])) for rule in rules)


def _tried(file: str, rule: dict[str, list[str]], pattern: str) -> str:
    for key, expected in (("finds", True), ("passes", False)):
        for line in rule[key]:
            if bool(compiled(pattern).search(line)) is not expected:
                written = rule["pattern"]
                raise InvalidDataError(
                    f"trees/scripts/{file}: `{written}` fails its own line `{line}`"
                )
    return pattern
