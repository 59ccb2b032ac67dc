"""A store on a fresh folder, and a clock that the test moves."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from kb.store import Store, open_store


@dataclass
class Clock:
    moment: datetime = datetime(2024, 3, 1, 8, 30, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.moment

    def advance(self, **span: float) -> datetime:
        self.moment += timedelta(**span)
        return self.moment


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "data"


@pytest.fixture
def store(folder: Path, clock: Clock) -> Iterator[Store]:
    with open_store(folder, clock) as opened:
        yield opened
