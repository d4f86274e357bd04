"""Formats: from the bytes of a file, whatever its kind, to an article; run in a child process with limits."""

import hashlib
import io
import zipfile
from collections.abc import Callable, Iterator
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import parsedate_to_datetime
from typing import Any

from data.dates import Value
from data.errors import BadArticle, lacks_memory
from data.reading.text import LIMIT, compose, load
from data.values import Article

MOST_CHARACTERS = 300_000
"""Characters of the longest article that is read: about 100 pages, read in half the time that there is."""
MOST_UNPACKED = 60_000_000
"""Bytes that an Office document may unpack to; a report of 500 pages without pictures has five million."""
MOST_PARTS = 3_000
"""Files that an Office document may hold."""
MOST_PAGES = 1_500
"""Pages of a PDF."""
SUFFIXES = (".txt", ".md", ".html", ".htm", ".eml", ".pdf", ".docx")
"""What we read, by the end of a file's name."""
PLAIN = (".txt", ".md")
"""Formats that need no parser, so that they are safe to read anywhere."""


class Loaded(Value):
    """An article with what whoever sent it must know of it."""

    article: Article
    warnings: tuple[str, ...] = ()


def is_plain(raw: bytes, name: str) -> bool:
    """Whether these are plain words of moderate length, for which no process apart is needed."""
    start = raw[:1024].lstrip()
    simple = name.lower().endswith(PLAIN) and not start.startswith((b"<", b"%PDF", b"PK"))
    return simple and len(raw) < MOST_CHARACTERS


def read_format(raw: bytes, name: str, media_type: str = "") -> Loaded:
    """The article in the bytes of a file: text, Markdown, HTML, e-mail, PDF or Word.

    The bytes decide, then the name, then the media type. Raises BadArticle, in one sentence.
    """
    if len(raw) > LIMIT:
        raise BadArticle(f"{name} has {len(raw) / 1e6:.1f} MB; the limit is {LIMIT // 10**6} MB.")
    loaded = _reader(raw, name.lower(), media_type.partition(";")[0].strip().lower())(raw, name)
    length = len(loaded.article.text)
    if length > MOST_CHARACTERS:
        raise BadArticle(
            f"{name} holds {length:,} characters; the limit is {MOST_CHARACTERS:,}. "
            "Send the part that matters."
        )
    return loaded


Reader = Callable[[bytes, str], Loaded]


def _reader(raw: bytes, name: str, media_type: str) -> Reader:
    if b"%PDF-" in raw[:1024]:
        return _pdf
    if raw.startswith(b"PK\x03\x04"):
        return _word
    if raw.startswith(b"\xd0\xcf\x11\xe0") and name.endswith(".docx"):
        return _locked_word
    if name.endswith(".eml") or media_type == "message/rfc822":
        return _email
    if media_type in ("text/html", "application/xhtml+xml") and not name.endswith((".html", ".htm")):
        return lambda raw, name: _text(raw, f"{name}.html")
    return _text


def _text(raw: bytes, name: str) -> Loaded:
    return Loaded(article=load(raw, name))


def _locked_word(raw: bytes, name: str) -> Loaded:
    raise BadArticle(
        f"{name} is locked with a password, or an old Office document; send it as an open .docx."
    )


def _pdf(raw: bytes, name: str) -> Loaded:
    """The text of a PDF, page by page, with the title and date that its own data give."""
    from pypdf import PdfReader

    try:
        reader = PdfReader(io.BytesIO(raw))
        if reader.is_encrypted and not _opens(reader):
            raise BadArticle(f"{name} is a locked PDF (encrypted); send one that opens without a password.")
        if len(reader.pages) > MOST_PAGES:
            raise BadArticle(f"{name} has {len(reader.pages)} pages; the limit is {MOST_PAGES}.")
        text = _limited((page.extract_text() for page in reader.pages), name)
        about = reader.metadata
        header = {"title": _clean(about.title), "byline": _clean(about.author)} if about else {}
    except BadArticle:
        raise
    except Exception as error:  # pypdf raises whatever the broken bytes lead it to
        if lacks_memory(error):
            raise
        raise BadArticle(f"{name} is a broken PDF; it cannot be read.") from error
    if not any(map(str.isalpha, text)):
        raise BadArticle(f"{name} is a PDF of pictures, without text; send its words.")
    return Loaded(article=compose(text, header, name, _sha256(raw)))


def _opens(reader: Any) -> bool:
    """Whether an encrypted PDF opens without a password, by means that we have."""
    from pypdf.errors import DependencyError, PdfReadError

    try:
        return bool(reader.decrypt(""))
    except (DependencyError, PdfReadError, NotImplementedError):
        return False


def _limited(parts: Iterator[str], name: str) -> str:
    """The parts, one under the other; refused as soon as they are too long."""
    kept: list[str] = []
    size = 0
    for part in parts:
        size += len(part)
        if size > MOST_CHARACTERS:
            raise BadArticle(
                f"{name} holds more than {MOST_CHARACTERS:,} characters. Send the part that matters."
            )
        kept.append(part.replace("\0", " "))
    return "\n\n".join(kept)


def _word(raw: bytes, name: str) -> Loaded:
    """The paragraphs and tables of a Word document, with the title and author that its own data give."""
    from docx import Document as open_word

    _check_package(raw, name)
    try:
        document = open_word(io.BytesIO(raw))
        text = _limited(_blocks(document), name)
        about = document.core_properties
        header = {"title": _clean(about.title), "byline": _clean(about.author)}
    except BadArticle:
        raise
    except Exception as error:  # python-docx and lxml raise whatever the broken parts lead them to
        if lacks_memory(error):
            raise
        raise BadArticle(f"{name} is a broken Word document; it cannot be read.") from error
    if not any(map(str.isalpha, text)):
        raise BadArticle(f"{name} is a Word document without text.")
    return Loaded(article=compose(text, header, name, _sha256(raw)))


def _check_package(raw: bytes, name: str) -> None:
    """Refuse what is no plain Word document: other archives, macros, passwords, what swells on unpacking."""
    try:
        parts = zipfile.ZipFile(io.BytesIO(raw)).infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, EOFError) as error:
        raise BadArticle(f"{name} is a broken archive; it cannot be read.") from error
    names = {part.filename.lower() for part in parts}
    if "word/document.xml" not in names:
        raise BadArticle(f"{name} is a zip archive or another Office document; send text, PDF or .docx.")
    if any("vbaproject" in one for one in names):
        raise BadArticle(f"{name} holds macros; save it without them and send it again.")
    if any(part.flag_bits & 1 for part in parts):
        raise BadArticle(f"{name} is locked with a password; send one that opens without.")
    swollen = sum(part.file_size for part in parts)
    if swollen > MOST_UNPACKED or len(parts) > MOST_PARTS:
        raise BadArticle(f"{name} unpacks to {swollen / 1e6:,.0f} MB; that is no article.")


def _blocks(document: Any) -> Iterator[str]:
    """Paragraphs, and rows of tables with a bar between cells, in their order."""
    for block in document.iter_inner_content():
        if hasattr(block, "rows"):
            for row in block.rows:
                yield " | ".join(dict.fromkeys(cell.text.strip() for cell in row.cells))
        else:
            yield str(block.text)


def _email(raw: bytes, name: str) -> Loaded:
    """The text of an e-mail: sender as publisher, subject as title, its date; attached files are not read."""
    message = message_from_bytes(raw, policy=policy.default)
    if not isinstance(message, EmailMessage) or not message.keys():
        raise BadArticle(f"{name} is no e-mail; it cannot be read.")
    try:
        body = message.get_body(("plain", "html"))
        attached = sum(1 for _ in message.iter_attachments()) if message.is_multipart() else 0
        content = body.get_content() if body else ""
        markup = bool(body) and body is not None and body.get_content_subtype() == "html"
        header = _letter_head(message)
    except (LookupError, ValueError, TypeError, AttributeError, IndexError) as error:
        raise BadArticle(f"{name} is a broken e-mail; it cannot be read.") from error
    if not isinstance(content, str) or not content.strip():
        raise BadArticle(f"{name} is an e-mail without text.")
    if markup:
        content = load(content.encode(), "letter.html").text
    said = (
        (f"{attached} attached {'file was' if attached == 1 else 'files were'} not read.",)
        if attached
        else ()
    )
    return Loaded(article=compose(content, header, name, _sha256(raw)), warnings=said)


def _letter_head(message: EmailMessage) -> dict[str, str]:
    senders = message["from"].addresses if message["from"] else ()
    sender = senders[0] if senders else None
    publisher = (sender.display_name or sender.domain) if sender else ""
    header = {"title": _clean(str(message["subject"] or "")), "publisher": _clean(publisher)}
    try:
        sent = parsedate_to_datetime(str(message["date"])) if message["date"] else None
    except (ValueError, TypeError):
        sent = None
    return header | ({"published": sent.date().isoformat()} if sent else {})


def _clean(text: str | None) -> str:
    return " ".join((text or "").replace("\0", " ").split())[:300]


def _sha256(raw: bytes) -> str:
    return hashlib.sha256(raw).hexdigest()
