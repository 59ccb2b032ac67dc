"""Data files beside the code: YAML, read once by the functions that use them."""

from importlib.resources import files
from typing import Any

import yaml

# The C parser reads the larger lists ten times as fast; some platforms come without it.
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def read_yaml(package: str | None, *names: str) -> Any:
    """One YAML file of a package, as parsed.

    Args:
        package: the package that the file belongs to, usually `__package__`.
        names: folders and the file's name below it.
    """
    return yaml.load(files(package or "").joinpath(*names).read_text("utf-8"), Loader=_LOADER)  # noqa: S506 - both loaders are safe ones
