"""What the tests share: a store in memory filled with the sample articles, and a fixed day."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from data.ingest import gather, ingest_files
from data.store.store import Store
from handlers.desk import Desk
from handlers.settings import Settings
from tests.conversation import NOW

settings.register_profile("untimed", deadline=None)  # how fast it is belongs in benchmarks
settings.load_profile("untimed")

ROOT = Path(__file__).resolve().parent.parent
SAMPLE = ROOT / "data" / "articles"
REAL = Path(os.environ.get("BRIEFING_REAL_ARTICLES", ROOT.parent / "shared" / "articles" / "real"))
"""The five originals, where they are at hand; they are not part of the repository."""


def filled(*paths: Path) -> Desk:
    """A desk over a memory store that has read these files and folders by rules alone."""
    store = Store()
    reports = list(ingest_files(store, gather(paths), lambda: None, lambda: NOW))
    assert not [report for report in reports if report.refused]
    return Desk(store, Settings())


def desk_of(folder: Path, **articles: str) -> Iterator[Desk]:
    """A desk over these articles, given as text by the names of their files; closed at the end."""
    for name, text in articles.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    desk = filled(folder)
    yield desk
    desk.store.close()


@pytest.fixture
def empty() -> Iterator[Desk]:
    """A desk whose store holds nothing."""
    desk = Desk(Store(), Settings())
    yield desk
    desk.store.close()


@pytest.fixture(scope="session")
def desk() -> Iterator[Desk]:
    """A desk over the sample articles; tests only read from it."""
    desk = filled(SAMPLE)
    yield desk
    desk.store.close()


@pytest.fixture(scope="session")
def invented() -> Iterator[Desk]:
    """A desk over a few invented articles of the kinds that come in: a read-out, a sheet, an interview."""
    desk = filled(ROOT / "tests" / "articles")
    yield desk
    desk.store.close()


@pytest.fixture(scope="session")
def real_desk() -> Iterator[Desk]:
    """A desk over the five original articles alone."""
    if not REAL.is_dir():
        pytest.skip(f"the original articles are not at hand ({REAL.name} is absent)")
    desk = filled(REAL)
    yield desk
    desk.store.close()
