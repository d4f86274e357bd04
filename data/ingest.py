"""Ingest: from the bytes of an article to rows of the store; every way in ends here."""

from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path

from data.dates import Value
from data.errors import BadArticle
from data.keep import keep
from data.reading import read_article
from data.reading.document import Document
from data.reading.people import PersonFinder
from data.reading.text import load
from data.store import articles, entities
from data.store.store import Store
from data.values import EntityKind

People = Callable[[], PersonFinder | None]
"""Gives the second person finder; called only when there is something new to read."""
Clock = Callable[[], datetime]
LARGEST = 20 * 1024 * 1024
"""Bytes of one article: what Telegram lets a bot download."""
SUFFIXES = (".txt", ".md", ".html", ".htm")


class Report(Value):
    """What became of one file: its article and what is new, or why it was refused."""

    name: str
    article_id: int | None = None
    facts: int = 0
    names: int = 0
    already: bool = False
    refused: str = ""
    warnings: tuple[str, ...] = ()


def gather(paths: Iterable[Path]) -> list[Path]:
    """The files to read: those named, and in folders those with a suffix we read, by name.

    README files are left out. Raises BadArticle for a path that is not there, or a folder without articles.
    """
    found: list[Path] = []
    for path in paths:
        if path.is_dir():
            inside = sorted(p for p in path.rglob("*") if p.suffix.lower() in SUFFIXES and p.is_file())
            inside = [p for p in inside if p.stem.upper() != "README"]
            if not inside:
                raise BadArticle(f"{path} holds no article (looked for {', '.join(SUFFIXES)}).")
            found += inside
        elif path.exists():
            found.append(path)
        else:
            raise BadArticle(f"{path} does not exist.")
    return found


def ingest_files(
    store: Store, files: Iterable[Path], people: People, now: Clock | None = None
) -> Iterator[Report]:
    """Read files into the store one by one; a bad one is reported and never stops the rest."""
    for path in files:
        try:
            yield ingest(store, _bytes(path), path.name, people, now)
        except BadArticle as error:
            yield Report(name=path.name, refused=str(error))


def _bytes(path: Path) -> bytes:
    try:
        if path.stat().st_size > LARGEST:
            raise BadArticle(f"It is larger than {LARGEST // 1024**2} MB.")
        return path.read_bytes()
    except OSError as error:
        raise BadArticle(f"It cannot be read: {error.strerror}.") from error


def read_file(path: Path, people: People) -> Document:
    """What can be read from a file, without a store. Raises BadArticle."""
    if not path.is_file():
        raise BadArticle(f"{path} is not a file.")
    return read_article(load(_bytes(path), path.name), (), people())


def ingest(store: Store, raw: bytes, name: str, people: People, now: Clock | None = None) -> Report:
    """Read one article into the store; the same bytes again add nothing. Raises BadArticle, BadStore."""
    article = load(raw, name)
    already = articles.with_hash(store.shelf().db, article.sha256)
    if already is not None:
        return Report(name=name, article_id=already, already=True)
    document = read_article(article, _known(store, article.text), people())
    moment = (now or _now)().isoformat(timespec="seconds")
    with store.writing() as db:
        kept = keep(db, document, moment)
    return Report(
        name=name, article_id=kept.article, facts=kept.facts, names=kept.names, warnings=document.warnings
    )


def _known(store: Store, text: str) -> list[tuple[str, EntityKind, str]]:
    """The names that the store has, without the acronyms that the article explains itself in brackets."""
    return [known for known in entities.known(store.shelf().db, text) if f"({known[0]})" not in text]


def _now() -> datetime:
    return datetime.now(UTC)
