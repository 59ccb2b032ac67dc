"""Python's cyclic garbage collector, set aside for a while."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def set_aside() -> Iterator[None]:
    """No collections meanwhile: inverting makes millions of objects and no cycles.

    The collector would look through all of them again and again, which doubles the time.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
