"""Hostile documents, each read or refused in its time by a process with limits, while the bot answers."""

import errno
import io
import resource
import struct
import threading
import time
import zipfile
import zlib
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from lxml.etree import XPathEvalError

from data.errors import BadArticle, lacks_memory
from data.ingest import Incoming, arrive
from data.reading import people
from data.store import articles
from data.store.arrivals import Came
from data.store.store import Store
from data.ways.child import Child, rules_alone
from handlers.answer import answer
from handlers.desk import Desk
from handlers.remembering import Memory
from handlers.settings import Settings
from tests.conversation import said
from tests.test_data.test_ways_formats import BAD, BODY, package, pdf

NOW = datetime(2026, 3, 2, tzinfo=UTC)
SECONDS = 30
"""In which a document is taken apart, and again in which it is read, whatever else the machine does."""


def swelling_pdf() -> bytes:
    """A page whose stream of some hundred kilobytes unpacks to 300 million bytes."""
    packer = zlib.compressobj(9)
    stream = b"".join(packer.compress(b"0 " * 5_000_000) for _ in range(30)) + packer.flush()
    plain = pdf("x")
    start, end = plain.index(b"4 0 obj"), plain.index(b"5 0 obj")
    body = b"4 0 obj<</Length %d/Filter/FlateDecode>>stream\n%s\nendstream endobj\n" % (len(stream), stream)
    return plain[:start] + body + plain[end:]


def lying_word() -> bytes:
    """A package whose directory says that its document is small, which unpacks to 90 million bytes."""
    raw = bytearray(package({"word/document.xml": b"<a>" + b"0" * 90_000_000}))
    at = raw.index(b"PK\x01\x02")
    raw[at + 24 : at + 28] = struct.pack("<I", 1000)
    return bytes(raw)


def locked_word() -> bytes:
    """A package whose parts are marked as encrypted."""
    raw = bytearray(package({"word/document.xml": b"<a/>"}))
    at = raw.index(b"PK\x01\x02")
    raw[at + 8] |= 1
    return bytes(raw)


def nested_word() -> bytes:
    """A package with packages in it, as deep as they go."""
    inner = package({"word/document.xml": b"<a>" + b"0" * 1_000_000})
    for _ in range(6):
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
            for number in range(10):
                file.writestr(f"{number}.docx", inner)
            file.writestr("word/document.xml", b"<a/>")
        inner = out.getvalue()
    return inner


def nested_mail() -> bytes:
    """Parts in parts of an e-mail, three thousand deep."""
    head = "".join(f'Content-Type: multipart/mixed; boundary="b{n}"\n\n--b{n}\n' for n in range(3_000))
    return f"From: a@norland.example\nSubject: Deep\n{head}Content-Type: text/plain\n\n{BODY}\n".encode()


HOSTILE: dict[str, Callable[[], bytes]] = {
    "swelling.pdf": swelling_pdf,
    "lying.docx": lying_word,
    "locked.docx": locked_word,
    "nested.docx": nested_word,
    "nested.eml": nested_mail,
    "scripts.html": lambda: (
        b"<html><body>" + b"<script>var a='secret';</script>" * 600_000 + b"</body></html>"
    ),
    "attributes.html": lambda: b"<html><body><p " + b"a=1 " * 4_000_000 + b">x</p></body></html>",
    "million.html": lambda: b"<html><body>" + b"<p>a</p>" * 1_000_000 + b"</body></html>",
    "words.txt": lambda: (BODY.encode() + b"\n\n") * (19_000_000 // (len(BODY) + 2)),
    "line.txt": lambda: b"a" * 19_000_000,
    "bomb.docx": lambda: BAD["bomb.docx"],
    "macros.docx": lambda: BAD["macros.docx"],
    "entities.docx": lambda: BAD["entities.docx"],
    "locked.pdf": lambda: BAD["locked.pdf"],
    "torn.pdf": lambda: BAD["torn.pdf"],
    "deep.html": lambda: BAD["deep.html"],
}


@pytest.fixture(scope="module")
def child() -> Iterator[Child]:
    """A reader that has read before, as that of a running bot has."""
    with Child() as one:
        one.load(b"Something to begin with.", "a.txt")
        yield one


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_document_is_read_or_refused_in_time_while_questions_are_answered(
    child: Child, tmp_path: Path, name: str
) -> None:
    """Each in a real store; the answers come from the same program, which waits for the reader."""
    desk = Desk(Store(tmp_path / "briefing.db"), Settings(), memory=Memory(0))
    document = Incoming(raw=HOSTILE[name](), name=name)
    ended: list[BadArticle | None] = []

    def send() -> None:
        try:
            arrive(desk.store, document, Came(way="document"), rules_alone, lambda: NOW, child=child)
            ended.append(None)
        except BadArticle as error:
            ended.append(error)

    began = time.monotonic()
    sending = threading.Thread(target=send)
    sending.start()
    answered = 0
    while sending.is_alive() or not answered:
        page = answer(desk, said("/actor Berg", "admin"))
        assert not page.title.startswith("Something went wrong")
        answered += 1
        time.sleep(0.1)
    sending.join()
    assert time.monotonic() - began < 2 * SECONDS
    assert len(ended) == 1, "no bug"
    if (error := ended[0]) is not None:
        assert str(error).endswith(".")
        assert "\n" not in str(error)
    assert articles.count(desk.shelf.db) == (ended[0] is None)
    assert not any("secret" in one.text for one in articles.get_all(desk.shelf, [1]).values())
    desk.store.close()


def test_what_one_document_leaves_in_memory_is_not_taken_from_the_next() -> None:
    """The pages leave 200 million bytes occupied; the parser of the last is loaded for the first time."""
    with Child() as one:
        one.load(b"Something to begin with.", "a.txt")
        for name in ("attributes.html", "bomb.docx", "lying.docx", "deep.html", "macros.docx"):
            with pytest.raises(BadArticle):
                one.load(HOSTILE[name](), name)
        assert "Police" in one.load(pdf("Police"), "a.pdf").article.text


def test_a_process_ends_when_its_tasks_have_left_too_much_behind() -> None:
    with Child() as one:
        one.load(b"Something to begin with.", "a.txt")
        assert one._process is not None
        with pytest.raises(BadArticle):
            one.load(HOSTILE["attributes.html"](), "attributes.html")
        assert one._process is None


@pytest.mark.skipif(not any(map(people._folder, people._PACKAGES)), reason="the model is not installed")
def test_a_process_reads_one_ordinary_page_after_another() -> None:
    """With the finder of persons that a bot has; what is loaded once for all of them is not what they leave."""
    with Child(people.load) as one:
        processes = []
        for town in ("Rome", "Varna", "Odense"):
            paragraphs = "".join(
                f"<p>Emily Thornwood met Peter Grip in {town} on {day} March 2025. She counted {day + 20} boats.</p>"
                for day in range(1, 21)
            )
            raw = f"""<html><head><title>Boats in {town}</title></head><body><nav><a href="/">Home</a></nav>
                <article><h1>Boats in {town}</h1>{paragraphs}</article></body></html>"""
            article = one.load(raw.encode(), f"{town}.html").article
            processes.append(one._process)
            assert "Peter Grip" in {mention.text for mention in one.read(article, ()).mentions}
            processes.append(one._process)
        assert processes[0] is not None
        assert processes == [processes[0]] * 6


@pytest.mark.parametrize(
    ("error", "is_of_memory"),
    [
        (ImportError("lib.so: failed to map segment from shared object"), True),
        (OSError(errno.ENOMEM, "Cannot allocate memory"), True),
        (MemoryError(), True),
        (ImportError("No module named 'pypdf'"), False),
        (OSError(errno.ENOENT, "No such file or directory"), False),
        (ValueError("failed to map segment"), False),
        (XPathEvalError("unknown error"), True),
        (XPathEvalError("Invalid expression"), False),
    ],
)
def test_a_library_that_finds_no_memory_is_no_bug(error: Exception, is_of_memory: bool) -> None:
    """As the loader of the system and the file system say it."""
    assert lacks_memory(error) == is_of_memory


def test_a_child_is_held_by_the_system_to_500_mb_and_to_no_file() -> None:
    """What /proc says of its limits, and of the most that it ever took."""
    with Child() as one:
        one.load(b"Something to begin with.", "a.txt")
        process = one._process
        assert process is not None
        limits = Path(f"/proc/{process.pid}/limits").read_text()
        held = {line[:26].strip(): line[26:].split()[:2] for line in limits.splitlines()[1:]}
        assert held["Max address space"] == ["500000000"] * 2
        assert held["Max file size"] == ["0"] * 2
        assert held["Max cpu time"][0] != str(resource.RLIM_INFINITY)
        assert int(held["Max cpu time"][0]) <= SECONDS + 10
        peak = next(
            line for line in Path(f"/proc/{process.pid}/status").read_text().splitlines() if "VmPeak" in line
        )
        assert int(peak.split()[1]) * 1024 <= 500_000_000
