"""Ingest: from the bytes of an article to rows of the store; every way in ends here."""

import contextlib
import logging
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from datetime import UTC, datetime
from functools import partial
from multiprocessing import get_context
from pathlib import Path

from data.dates import Value
from data.errors import BadArticle, BriefingError
from data.keep import keep
from data.reading import read_article
from data.reading.document import Document
from data.reading.gazetteers import Known
from data.reading.people import PersonFinder
from data.reading.text import LIMIT, load
from data.store import articles, entities
from data.store.store import Store
from data.values import Article

log = logging.getLogger(__name__)

People = Callable[[], PersonFinder | None]
"""Gives the second person finder; called only when there is something new to read."""
Clock = Callable[[], datetime]
MANY = 48
"""From here files are read in batches, and by several processes."""
BATCH = 32
"""Articles that are read with the same knowledge of names."""
SUFFIXES = (".txt", ".md", ".html", ".htm")


class Report(Value):
    """What became of one file: its article and what is new, or why it was refused."""

    name: str
    article_id: int | None = None
    facts: int = 0
    names: int = 0
    already: bool = False
    copy_of: int | None = None
    """The first article that it is a near-copy of."""
    refused: str = ""
    warnings: tuple[str, ...] = ()


def gather(paths: Iterable[Path]) -> "list[Path | Report]":
    """The files to read: those named, and in folders those with a suffix we read, by name.

    README files are left out. A path that cannot be used stands there as the report that refuses it.
    """
    return [found for path in paths for found in _at(path)]


def _at(path: Path) -> "list[Path] | list[Report]":
    try:
        if path.is_dir():
            return _inside(path)
        if not path.exists():
            raise BadArticle(f"{path} does not exist.")
        if not path.is_file():
            raise BadArticle(f"{path} is not a file.")
        return [path]
    except BadArticle as error:
        return [Report(name=path.name or str(path), refused=str(error))]
    except OSError as error:
        return [Report(name=path.name[:60], refused=f"It cannot be read: {error.strerror}.")]


def _inside(folder: Path) -> list[Path]:
    if not os.access(folder, os.R_OK | os.X_OK):
        raise BadArticle(f"{folder} may not be read.")
    inside = sorted(p for p in folder.rglob("*") if p.suffix.lower() in SUFFIXES and p.is_file())
    inside = [p for p in inside if p.stem.upper() != "README"]
    if not inside:
        raise BadArticle(f"{folder} holds no article (looked for {', '.join(SUFFIXES)}).")
    return inside


def ingest_files(
    store: Store, files: "Sequence[Path | Report]", people: People, now: Clock | None = None, jobs: int = 1
) -> Iterator[Report]:
    """Read files into the store, in their order; a bad one is reported and never stops the rest.

    Many files are read batch by batch, each article of a batch with the names that the store had
    before it, so that what is stored is the same whatever number of processes (`jobs`) reads them.
    """
    if len(files) < MANY:
        yield from (_one(store, path, people, now) for path in files)
        return
    with _readers(jobs, people) as read:
        for at in range(0, len(files), BATCH):
            yield from _batch(store, files[at : at + BATCH], read, now)


def _one(store: Store, path: "Path | Report", people: People, now: Clock | None) -> Report:
    if isinstance(path, Report):
        return path
    try:
        return ingest(store, _bytes(path), path.name, people, now)
    except BadArticle as error:
        return Report(name=path.name, refused=str(error))
    except BriefingError:
        raise
    except Exception:
        return _bug(path.name)


def _bug(name: str) -> Report:
    """A mistake of ours in reading one file: logged whole, and the rest goes on."""
    log.exception("bug in reading %s", name)
    return Report(name=name, refused="Something went wrong on our side; it was logged.")


Read = Callable[[Article, Sequence[Known]], "Callable[[], Document]"]
"""Starts to read an article; what comes back gives the document when it is asked for."""


@contextlib.contextmanager
def _readers(jobs: int, people: People) -> Iterator[Read]:
    """A way to read articles: here, one after the other, or in `jobs` processes at once."""
    if jobs < 2:
        yield lambda article, known: partial(read_article, article, known, people())
        return
    with ProcessPoolExecutor(jobs, get_context("spawn")) as pool:
        yield lambda article, known: pool.submit(_read_apart, people, article, known).result


def _read_apart(people: People, article: Article, known: Sequence[Known]) -> Document:
    """Read an article in a process of its own; the person finder is loaded there once."""
    return read_article(article, known, people())


def _batch(store: Store, files: "Sequence[Path | Report]", read: Read, now: Clock | None) -> Iterator[Report]:
    started: list[Report | tuple[str, Callable[[], Document]]] = []
    for path in files:
        if isinstance(path, Report):
            started.append(path)
            continue
        try:
            article = load(_bytes(path), path.name)
        except BadArticle as error:
            started.append(Report(name=path.name, refused=str(error)))
        else:
            started.append((path.name, read(article, _known(store, article.text))))
    for one in started:
        yield one if isinstance(one, Report) else _finished(store, one[0], one[1], now)


def _finished(store: Store, name: str, document: Callable[[], Document], now: Clock | None) -> Report:
    try:
        return _kept(store, name, document(), now)
    except BriefingError:
        raise
    except Exception:
        return _bug(name)


def _bytes(path: Path) -> bytes:
    try:
        if not path.is_file():
            raise BadArticle("It is not a file.")
        with path.open("rb") as file:
            raw = file.read(LIMIT + 1)
        if len(raw) > LIMIT:
            raise BadArticle(f"It is larger than {LIMIT // 10**6} MB.")
        return raw
    except OSError as error:
        raise BadArticle(f"It cannot be read: {error.strerror}.") from error


def read_file(path: Path, people: People) -> Document:
    """What can be read from a file, without a store. Raises BadArticle."""
    return read_article(load(_bytes(path), path.name), (), people())


def ingest(store: Store, raw: bytes, name: str, people: People, now: Clock | None = None) -> Report:
    """Read one article into the store; the same bytes again add nothing. Raises BadArticle, BadStore."""
    article = load(raw, name)
    already = articles.with_hash(store.shelf().db, article.sha256)
    if already is not None:
        return Report(name=name, article_id=already, already=True)
    return _kept(store, name, read_article(article, _known(store, article.text), people()), now)


def _kept(store: Store, name: str, document: Document, now: Clock | None) -> Report:
    """Write what was read, unless the same bytes are there already."""
    moment = (now or _now)().isoformat(timespec="seconds")
    with store.writing() as db:
        already = articles.with_hash(db, document.article.sha256)
        if already is not None:
            return Report(name=name, article_id=already, already=True)
        kept = keep(db, document, moment)
    return Report(
        name=name, article_id=kept.article, facts=kept.facts, names=kept.names, copy_of=kept.copy_of,
        warnings=document.warnings,
    )  # fmt: skip


def _known(store: Store, text: str) -> list[Known]:
    """The names that the store has, without the acronyms that the article explains itself in brackets."""
    return [known for known in entities.known(store.shelf().db, text) if f"({known[0]})" not in text]


def _now() -> datetime:
    return datetime.now(UTC)
