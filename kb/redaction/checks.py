"""Every check that a rule can ask for by name."""

from collections.abc import Callable, Mapping
from typing import Final, TypeAlias

from kb.redaction import codes, shapes

Check: TypeAlias = Callable[[str, int, int], tuple[int, int] | None]

CHECKS: Final[Mapping[str, Check]] = {
    "labelled": shapes.labelled,
    "said": shapes.said,
    "loose": shapes.loose,
    "trim": shapes.trim,
    "random": shapes.random,
    "labelled-token": shapes.labelled_token,
    "armour": codes.armour,
    "mixed-case-key": codes.product_key,
    "login": shapes.login,
}
