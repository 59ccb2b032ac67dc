"""Indexes of both engines over the sample cases and the shipped trees and articles."""

from collections.abc import Iterator
from pathlib import Path

import pytest

import articles.files
import trees.files
from kb.importing import import_paths
from kb.indexing import Index
from kb.redaction import Redactor
from kb.search.port import Engine
from kb.search.tantivy_engine import TantivyEngine
from kb.search.whoosh_engine import WhooshEngine
from kb.store import Store, open_store

ENGINES = ("whoosh", "tantivy")
SAMPLES = Path(__file__).parents[3] / "kb" / "samples"


def engine_of(name: str, folder: Path) -> Engine:
    return TantivyEngine(folder / name) if name == "tantivy" else WhooshEngine(folder / name)


@pytest.fixture(scope="session")
def sample_data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with everything that a newcomer gets."""
    data = tmp_path_factory.mktemp("samples")
    with open_store(data) as store:
        import_paths(store, [SAMPLES], redactor=Redactor())
        for kind, shelf in (("tree", trees.files.library()), ("article", articles.files.library())):
            for name, text in shelf.items():
                store.documents.save(kind, name, text, "casepath")
    return data


@pytest.fixture(scope="session")
def sample_store(sample_data: Path) -> Iterator[Store]:
    with open_store(sample_data) as store:
        yield store


@pytest.fixture(scope="session", params=ENGINES)
def samples(request: pytest.FixtureRequest, sample_data: Path, sample_store: Store) -> Index:
    """An index over the sample data, for each engine."""
    folder = sample_data / "index"
    index = Index(folder, engine_of(request.param, folder))
    index.refresh(sample_store)
    return index


@pytest.fixture(params=ENGINES)
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> Engine:
    """An empty engine."""
    return engine_of(request.param, tmp_path)
