"""Scripts as files: the ending says in which language of scripts."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final

from trees.script import Plan
from trees.scripts.batch import batch
from trees.scripts.powershell import powershell

FORMS: Final[Mapping[str, Callable[[Plan, str], str]]] = MappingProxyType(
    {"ps1": powershell, "cmd": batch}
)


def script(plan: Plan, form: str, language: str) -> bytes:
    """The bytes of a script; `form` is one of `FORMS`."""
    return FORMS[form](plan, language).encode()
