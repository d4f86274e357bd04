"""Every format ends as an article or as one sentence, in a process that can take only so much."""

import io
import time
import zipfile
from collections.abc import Iterator

import pytest
from docx import Document as new_word
from pypdf import PdfWriter

from data.errors import BadArticle
from data.values import Article
from data.ways.child import Child, Limits
from data.ways.formats import MOST_CHARACTERS, Loaded, read_format

BODY = "Anna Berg, Minister of Interior of Norland, met Omar Khan in Vienna on 5 May 2024."


@pytest.fixture(scope="module")
def child() -> Iterator[Child]:
    with Child() as one:
        yield one


def word(*paragraphs: str) -> bytes:
    document = new_word()
    for text in paragraphs:
        document.add_paragraph(text)
    table = document.add_table(1, 2)
    table.cell(0, 0).text, table.cell(0, 1).text = "Budget", "EUR 5 million"
    document.core_properties.title = "Talks in Vienna"
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def pdf(text: str, password: str = "") -> bytes:
    """A PDF of one page, written by hand so that it holds real text."""
    stream = f"BT /F1 12 Tf 72 720 Td ({text}) Tj ET".encode()
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(stream), stream),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]
    out = io.BytesIO(b"%PDF-1.4\n")
    out.seek(0, 2)
    places = []
    for number, body in enumerate(objects, 1):
        places.append(out.tell())
        out.write(b"%d 0 obj%s endobj\n" % (number, body))
    start = out.tell()
    out.write(b"xref\n0 6\n0000000000 65535 f \n" + b"".join(b"%010d 00000 n \n" % place for place in places))
    out.write(b"trailer<</Root 1 0 R/Size 6>>\nstartxref\n%d\n%%%%EOF" % start)
    if not password:
        return out.getvalue()
    writer = PdfWriter(clone_from=io.BytesIO(out.getvalue()))
    writer.encrypt(password, algorithm="RC4-128")
    locked = io.BytesIO()
    writer.write(locked)
    return locked.getvalue()


def package(parts: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        for name, body in parts.items():
            file.writestr(name, body)
    return out.getvalue()


MAIL = (
    'From: "Norland Press" <press@norland.example>\nTo: desk@bot.example\nSubject: Ministers meet\n'
    "Date: Mon, 6 May 2024 10:00:00 +0500\nMIME-Version: 1.0\n"
    'Content-Type: multipart/mixed; boundary="b"\n\n--b\nContent-Type: multipart/alternative; boundary="c"\n\n'
    f"--c\nContent-Type: text/plain; charset=utf-8\n\n{BODY}\n"
    f"--c\nContent-Type: text/html\n\n<p>{BODY}</p>\n--c--\n"
    "--b\nContent-Type: application/pdf\nContent-Disposition: attachment; filename=a.pdf\n\nxx\n--b--\n"
)


def test_an_email_gives_publisher_title_and_date_and_says_what_was_left(child: Child) -> None:
    found: Loaded = child.load(MAIL.encode(), "letter.eml")
    article = found.article
    assert (article.publisher, article.title, article.published.edtf) == (
        "Norland Press",
        "Ministers meet",
        "2024-05-06",
    )
    assert article.text.strip() == BODY
    assert "press@norland.example" not in article.text
    assert found.warnings == ("1 attached file was not read.",)


def test_an_email_of_markup_alone_is_read(child: Child) -> None:
    html = f"From: a@b.example\nSubject: S\nContent-Type: text/html\n\n<html><body><article><p>{BODY * 3}</p></article></body></html>"
    found: Loaded = child.load(html.encode(), "letter.eml")
    assert "Anna Berg" in found.article.text
    assert found.article.publisher == "b.example"


def test_word_gives_paragraphs_tables_and_title(child: Child) -> None:
    found: Loaded = child.load(word(BODY, "A second paragraph."), "a.docx")
    assert found.article.title == "Talks in Vienna"
    assert BODY in found.article.text
    assert "Budget | EUR 5 million" in found.article.text


def test_a_pdf_gives_its_text_whatever_it_is_called(child: Child) -> None:
    found: Loaded = child.load(pdf(BODY), "report")
    assert BODY in found.article.text


def test_scripts_of_a_web_page_are_no_text(child: Child) -> None:
    raw = f"<html><body><script>var secret='x';alert(1)</script><article><p>{BODY * 3}</p></article></body></html>"
    found: Loaded = child.load(raw.encode(), "a.html")
    assert "secret" not in found.article.text
    assert "Anna Berg" in found.article.text


def test_the_media_type_decides_where_the_name_says_nothing(child: Child) -> None:
    raw = f"<!--a--><!--b--><html><body><article><p>{BODY * 4}</p></article></body></html>".encode()
    found: Loaded = child.load(raw, "17", "text/html; charset=utf-8")
    assert "<p>" not in found.article.text


BAD = {
    "bomb.docx": package({"word/document.xml": b"<a>" + b"0" * 90_000_000}),
    "many.docx": package({"word/document.xml": b"<a/>", **{f"word/{n}": b"" for n in range(4000)}}),
    "macros.docx": package({"word/document.xml": b"<a/>", "word/vbaProject.bin": b"x"}),
    "sheet.docx": package({"xl/workbook.xml": b"<a/>"}),
    "torn.docx": word(BODY)[:3000],
    "hollow.docx": package({"word/document.xml": b"<a/>"}),
    "entities.docx": package({
        "[Content_Types].xml": b'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
        "word/document.xml": b'<!DOCTYPE a [<!ENTITY b "' + b"c" * 1000 + b'">]><a>' + b"&b;" * 1000 + b"</a>",
    }),
    "old.docx": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600,
    "old.doc": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600,
    "locked.pdf": pdf(BODY, "secret"),
    "torn.pdf": pdf(BODY)[:120],
    "junk.pdf": b"%PDF-1.7\n" + b"\xe2\xe3\xcf\xd3" * 500,
    "blank.pdf": pdf(""),
    "empty.eml": b"\n\n",
    "blank.eml": b"From: a@b.example\nSubject: s\n\n",
    "picture.html": b"\x89PNG\r\n\x1a\n" + b"\0" * 100,
    "deep.html": b"<html><body>" + b"<div>" * 300_000,
    "wide.txt": BODY.encode() * (19_000_000 // len(BODY)),
    "large.txt": b"x" * 20_000_001,
}  # fmt: skip


@pytest.mark.parametrize("name", BAD)
def test_what_cannot_be_read_is_refused_in_one_sentence_and_in_time(child: Child, name: str) -> None:
    began = time.monotonic()
    with pytest.raises(BadArticle) as caught:
        child.load(BAD[name], name)
    assert time.monotonic() - began < 30
    assert name in str(caught.value)
    assert "\n" not in str(caught.value)
    assert str(caught.value).endswith(".")


def test_a_child_that_takes_too_much_memory_ends_and_the_next_task_is_done() -> None:
    with Child(limits=Limits(memory=270_000_000, patience=300)) as small:
        with pytest.raises(BadArticle, match="memory"):
            small.read(Article(text=f"{BODY}\n\n" * 30_000, language="en"), ())
        assert small.load(b"A text that is short enough.", "a.txt").article.text


def test_a_child_that_takes_too_long_is_ended_and_the_next_task_is_done() -> None:
    with Child(limits=Limits(patience=3)) as hasty:
        hasty.load(b"Something to begin with.", "a.txt")
        with pytest.raises(BadArticle, match="longer than 3 seconds"):
            hasty.read(Article(text=f"{BODY}\n\n" * 60_000, language="en"), ())
        assert hasty.load(b"A text that is short enough.", "a.txt").article.text


def test_a_child_can_write_no_file() -> None:
    """Tried on the limits themselves, in a process that takes them on."""
    import subprocess
    import sys

    code = (
        "from data.ways.child import Limits, _limit\n_limit(Limits())\n"
        "import tempfile, sys\n"
        "try:\n f = open(sys.argv[1], 'w'); f.write('x'); f.close()\n"
        "except OSError: print('forbidden')\n"
    )
    said = subprocess.run(
        [sys.executable, "-c", code, "/dev/shm/briefing-none"], capture_output=True, text=True, check=False
    )
    assert "forbidden" in said.stdout, said.stderr


def test_the_longest_text_that_is_read_is_read_within_the_limits() -> None:
    text = "\n\n".join(f"{BODY} In town {n} the police arrested {n} smugglers." for n in range(2_300))[
        :MOST_CHARACTERS
    ]
    with Child(limits=Limits(patience=120)) as one:
        loaded: Loaded = one.load(text.encode(), "long.txt")
        assert len(one.read(loaded.article, ()).facts) > 1000


@pytest.mark.parametrize("raw", [b"PK\x03\x04", b"%PDF-", b"From: x\n\nabc def", b"<html>", b"\xff\xfeabc"])
def test_a_few_bytes_of_any_format_are_read_or_refused(raw: bytes) -> None:
    for name in ("a.eml", "a.pdf", "a.docx", "a.html", "a"):
        try:
            assert read_format(raw, name).article.text
        except BadArticle as error:
            assert str(error)  # noqa: PT017


def test_after_many_tasks_a_new_process_takes_over() -> None:
    with Child(limits=Limits(tasks=2)) as one:
        processes = []
        for _ in range(4):
            one.load(BODY.encode(), "a.txt")
            processes.append(one._process and one._process.pid)
    assert [bool(process) for process in processes] == [True, False, True, False]
    assert processes[0] != processes[2]
