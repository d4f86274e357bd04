"""Every message is translated, and Urdu text keeps its direction whatever stands in it."""

import ast
import re
from string import Formatter

import pytest
from babel.messages.catalog import Message
from hypothesis import given
from hypothesis import strategies as st

from briefs.language import FSI, PDI, _, _n, balanced, isolated, speaking, spoken, unmarked
from briefs.vocabulary import retold
from data.store.store import SENTENCES
from data.ways.fetching import SAID
from data.ways.following import OURS as OUR_FAULT
from tests.catalogue import KEYWORDS, ROOMS, ROOT, catalogue, extracted, translated

OURS = ("{told}", "{names}", "{attribute}", "{about}", "{kind}")
"""Values that are sentences, lists and words of ours, said in Urdu already."""
URDU = re.compile("[\u0600-\u06ff]")
LATIN = re.compile("[A-Za-z]")


def placeholders(text: str) -> set[str]:
    return {name for _text, name, _spec, _conversion in Formatter().parse(text) if name}


URDU_MESSAGES = catalogue("ur")
EXTRACTED = extracted()


@pytest.mark.parametrize("message", EXTRACTED, ids=lambda m: m[:50])
def test_every_message_has_an_urdu_translation(message: str) -> None:
    assert message in URDU_MESSAGES
    assert all(translated(URDU_MESSAGES[message]))
    assert len(translated(URDU_MESSAGES[message])) == len(EXTRACTED[message])
    assert not URDU_MESSAGES[message].fuzzy


def test_no_translation_is_left_of_a_message_that_nobody_says() -> None:
    assert set(URDU_MESSAGES) <= set(EXTRACTED)


@pytest.mark.parametrize("message", URDU_MESSAGES.values(), ids=lambda m: str(m.id)[:50])
def test_a_translation_keeps_every_placeholder(message: Message) -> None:
    ids = (message.id,) if isinstance(message.id, str) else message.id
    for said in translated(message):
        assert placeholders(said) - {"n"} == placeholders(ids[-1]) - {"n"}
        assert placeholders(said) <= placeholders(ids[-1])


@pytest.mark.parametrize("message", URDU_MESSAGES.values(), ids=lambda m: str(m.id)[:50])
def test_every_value_is_isolated_in_urdu(message: Message) -> None:
    """A Latin name, a number range and an address leave the direction of the sentence alone."""
    plural = not isinstance(message.id, str)
    names = placeholders(translated(message)[-1]) - ({"n"} if plural else set())
    values = {name: f"GLO.ACT {name} 1-2" for name in names}
    with speaking("ur"):
        told = _n(*message.id, 3, **values) if plural else _(message.id, **values)
    for value in values.values():
        assert told.count(value) == told.count(f"{FSI}{value}{PDI}") > 0


@pytest.mark.parametrize("message", URDU_MESSAGES.values(), ids=lambda m: str(m.id)[:50])
def test_urdu_begins_with_urdu(message: Message) -> None:
    """A telephone takes the direction of a line from its first strong letter; {told} is ours and begins so."""
    for said in translated(message):
        first = next((c for c in said if c.isalpha() or c == "{"), "")
        assert URDU.match(first) or said.lstrip("(").startswith(OURS)


@pytest.mark.parametrize("message", URDU_MESSAGES.values(), ids=lambda m: str(m.id)[:50])
def test_a_translation_isolates_what_it_keeps_in_latin_letters(message: Message) -> None:
    for said in translated(message):
        assert not LATIN.search(re.sub(f"{FSI}[^{PDI}]*{PDI}|{{[a-z]+}}", "", said))
        assert balanced(said) == said


def test_message_ids_are_literals() -> None:
    """What is not written out cannot be found by who translates."""
    for path in (path for room in ROOMS for path in (ROOT / room).rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in KEYWORDS:
                assert not isinstance(node.args[0], (ast.JoinedStr, ast.BinOp)), f"{path}:{node.lineno}"


ERRORS = (
    "BadUsage",
    "NotFound",
    "NotAllowed",
    "Ambiguous",
    "BadArticle",
    "BadLink",
    "BadStore",
    "Failed",
    "TooMuch",
)


def written(node: ast.expr) -> str:
    """The text of a literal, with something in the place of each value; '' for what is no literal."""
    if isinstance(node, ast.Constant):
        return str(node.value)
    if isinstance(node, ast.JoinedStr):
        parts = enumerate(node.values)
        return "".join(part.value if isinstance(part, ast.Constant) else f"X{n}" for n, part in parts)
    return ""


def refusals() -> dict[str, str]:
    """The sentences that errors are raised with as they stand in data/ and handlers/, with their places."""
    found = dict.fromkeys((*SAID.values(), *SENTENCES.values(), OUR_FAULT), "SAID")
    for path in (path for room in ("data", "handlers") for path in sorted((ROOT / room).rglob("*.py"))):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            called = isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id
            if isinstance(node, ast.Call) and called in ERRORS and node.args:
                place = f"{path.relative_to(ROOT)}:{node.lineno}"
                found |= {line: place for line in written(node.args[0]).split("\n") if " " in line}
    return found


@pytest.mark.parametrize(("text", "place"), refusals().items(), ids=lambda one: one[:50])
def test_every_refusal_of_data_and_handlers_is_said_in_urdu(text: str, place: str) -> None:
    with speaking("ur"):
        assert URDU.search(retold(text)), place


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Mohsin Naqvi", f"{FSI}Mohsin Naqvi{PDI}"),
        ("2015-2019", f"{FSI}2015-2019{PDI}"),
        ("https://example.org/a", f"{FSI}https://example.org/a{PDI}"),
        ("محسن نقوی", "محسن نقوی"),
        (f"ملاقات {FSI}EU{PDI} سے", f"ملاقات {FSI}EU{PDI} سے"),
        (f"{FSI}EU{PDI}", f"{FSI}EU{PDI}"),
        (f"{FSI}EU{PDI}، {FSI}UN{PDI}", f"{FSI}EU{PDI}، {FSI}UN{PDI}"),
        (f"{FSI}EU{PDI} 2017", f"{FSI}{FSI}EU{PDI} 2017{PDI}"),
        ("", ""),
    ],
)
def test_what_is_not_urdu_is_isolated_once(text: str, shown: str) -> None:
    assert isolated(text) == shown


@given(st.text(alphabet=st.sampled_from("aB1-. نق\u2068\u2069\u200f\u202b")))
def test_marks_are_gone_before_anything_is_matched(text: str) -> None:
    assert unmarked(isolated(text)) == unmarked(text) == unmarked(unmarked(text))


@given(st.text(alphabet=st.sampled_from("ab \u2068\u2069")))
def test_a_part_of_a_text_opens_no_isolate_that_stays_open(text: str) -> None:
    depth = 0
    for c in balanced(text):
        depth += (c == FSI) - (c == PDI)
        assert depth >= 0
    assert depth == 0
    assert unmarked(balanced(text)) == unmarked(text)


@pytest.mark.parametrize(
    ("tag", "language"),
    [("ur", "ur"), ("ur-PK", "ur"), ("UR_pk", "ur"), ("en-GB", "en"), ("de", ""), ("", "")],
)
def test_a_telephone_is_understood_by_its_tag(tag: str, language: str) -> None:
    assert spoken(tag) == language


def test_english_is_spoken_where_nothing_else_was_asked_for() -> None:
    with speaking("ur"), speaking("en"):
        assert _("{a} of {b}", a=1, b=2) == "1 of 2"
        assert _n("{n} source", "{n} sources", 1) == "1 source"


@pytest.mark.parametrize(
    ("numbers", "english", "urdu"),
    [
        ("", "1234567 sources", "مآخذ: \u20681234567\u2069"),
        ("thousands", "1,234,567 sources", "مآخذ: \u20681,234,567\u2069"),
        ("lakh", "12,34,567 sources", "مآخذ: \u206812,34,567\u2069"),
        ("urdu", "۱۲٬۳۴٬۵۶۷ sources", "مآخذ: \u2068۱۲٬۳۴٬۵۶۷\u2069"),
    ],
)
def test_what_we_count_is_written_as_the_chat_wants_it(numbers: str, english: str, urdu: str) -> None:
    with speaking("en", numbers):
        assert _n("{n} source", "{n} sources", 1_234_567) == english
        assert _("fact {number}, {n}", number=1_234_567, n=5).startswith("fact 1234567")
    with speaking("ur", numbers):
        assert _n("{n} source", "{n} sources", 1_234_567) == urdu
