"""Vocabulary: the words that data/ gives to deeds, attributes and reasons, and the sentences it composes.

In English they are said as they come; in another language each is a message of the catalogue. A word
that stands in no table is the source's own and stays as it is.
"""

import re
from functools import cache

from briefs.language import N_, SPOKEN, _, joined
from briefs.refusals import REFUSALS

DEEDS = (
    N_("agreed"), N_("announced"), N_("called on"), N_("decided"), N_("discussed"), N_("existing"),
    N_("had announced"), N_("is set to"), N_("is to"), N_("launched"), N_("met"), N_("opened"), N_("opening"),
    N_("plans to"), N_("pledged"), N_("resolved"), N_("signed"), N_("spoke"), N_("to come"), N_("vowed"),
    N_("was announced"), N_("will"), N_("would"),
)  # fmt: skip
SPEECH = (
    N_("accused"), N_("acknowledged"), N_("added"), N_("admitted"), N_("affirmed"), N_("answered"),
    N_("appreciated"), N_("argued"), N_("asked"), N_("asserted"), N_("assured"), N_("began"), N_("blamed"),
    N_("briefed"), N_("called"), N_("called for"), N_("cautioned"), N_("claimed"), N_("clarified"),
    N_("commended"), N_("commented"), N_("complained"), N_("conceded"), N_("concluded"), N_("confirmed"),
    N_("continued"), N_("declared"), N_("demanded"), N_("denied"), N_("described"), N_("disclosed"),
    N_("emphasised"), N_("emphasized"), N_("ended"), N_("explained"), N_("expressed"), N_("hailed"),
    N_("highlighted"), N_("hoped"), N_("indicated"), N_("informed"), N_("insisted"), N_("lamented"),
    N_("lauded"), N_("made clear"), N_("maintained"), N_("mentioned"), N_("noted"), N_("observed"),
    N_("opined"), N_("pointed out"), N_("praised"), N_("predicted"), N_("promised"), N_("proposed"),
    N_("reaffirmed"), N_("recalled"), N_("regretted"), N_("reiterated"), N_("remarked"), N_("repeated"),
    N_("replied"), N_("responded"), N_("revealed"), N_("said"), N_("stated"), N_("stressed"),
    N_("suggested"), N_("termed"), N_("testified"), N_("thanked"), N_("told"), N_("underlined"),
    N_("underscored"), N_("urged"), N_("used the words"), N_("warned"), N_("welcomed"), N_("wrote"),
)  # fmt: skip
ATTRIBUTES = (
    N_("acronym"), N_("agreements"), N_("budget"), N_("carried out by"), N_("coordinated by"),
    N_("date"), N_("discussed"), N_("figures"), N_("framework"), N_("full name"), N_("funded by"),
    N_("funder"), N_("host"), N_("implemented by"), N_("included"), N_("initiated by"), N_("led by"),
    N_("meeting with"), N_("meetings"), N_("objective"), N_("office"), N_("organiser"), N_("outcome"),
    N_("part of"), N_("participant"), N_("partner"), N_("period"), N_("place"), N_("presentation by"),
    N_("target country"), N_("visitor"),
)  # fmt: skip
KINDS = (
    N_("person"), N_("organisation"), N_("project or programme"), N_("country or place"), N_("event"),
    N_("topic"), N_("persons"), N_("organisations"), N_("projects and programmes"),
    N_("countries and places"), N_("events"), N_("topics"),
)  # fmt: skip
STATES = (N_("proposed"), N_("current"), N_("superseded"), N_("withdrawn"))
"""What becomes of a fact."""
PLACES = (N_("private"), N_("group"), N_("terminal"))
"""Sorts of chat."""
REASONS = (
    N_("acronym with dots"), N_("acronym without dots"), N_("another spelling"), N_("exact name"),
    N_("first name"), N_("former name"), N_("in another order"), N_("initial"), N_("initials"),
    N_("name in its own script"), N_("not all words found"), N_("one letter changed"),
    N_("one letter missing"), N_("one letter too many"), N_("part of the name"), N_("part of the office"),
    N_("same words, written another way"), N_("short name"), N_("similar spelling"), N_("surname"),
    N_("the project of {name}"), N_("two letters differ"), N_("two letters swapped"), N_("Urdu spelling"),
    N_("without the title"), N_("written together or apart"),
)  # fmt: skip
"""Why a name was found (data.matching.because)."""
SENTENCES = (
    N_("{value} is given as said by {one} and as said by {other}."),
    N_("{value} counts {one} in one place and {other} in the other."),
    N_("{one} in one place, {other} in the other."),
    N_("{one} and {other} {counted}, both for {date}."),
    N_("{attribute} is {one} in one place and {other} in the other."),
    N_("{office} is {one} in one report and {other} in the other, both of {month}."),
    N_("It is said to run {period}; the other speaks of it after {month} as a framework."),
    N_("it mentions {words}"),
    N_("the dateline's day"),
    N_("the header's date cannot be read"),
    N_("since"),
    N_("by"),
)  # fmt: skip
"""What data.reading says of a conflict or a date; values in quotation marks carry them."""


def word(text: str) -> str:
    """A word of one of the tables in the language that is spoken; any other word as it is."""
    if SPOKEN.get() == "en":
        return text
    known = words()
    stem = text.removesuffix("s")
    forms = (text, f"{stem}ed", f"{stem}d", f"{stem.removesuffix('ie')}ied")
    found = next((form for form in forms if form in known), "")
    return _(found) if found else text


@cache
def words() -> frozenset[str]:
    """Every word that is translated."""
    return frozenset((*DEEDS, *SPEECH, *ATTRIBUTES, *KINDS, *STATES, *PLACES, *REASONS))


def reasons(because: str) -> str:
    """Why a name was found, as data.matching says it: reasons with commas between them."""
    if SPOKEN.get() == "en" or because in words():
        return word(because)
    return joined(retold(one) for one in because.split(", "))


def retold(text: str) -> str:
    """A sentence that data/ composed, in the language that is spoken; as it is when its form is not known."""
    if SPOKEN.get() == "en":
        return text
    for message, form in forms():
        found = form.fullmatch(text[:LONGEST])
        if found:
            values = {name: word(value) for name, value in found.groupdict().items()}
            return _(message, **values)
    return word(text)


LONGEST = 1_000
"""Characters of a composed sentence that is looked at."""


@cache
def forms() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Each sentence of the tables with the pattern that takes it apart."""
    found = []
    for message in (*SENTENCES, *REFUSALS, *(one for one in REASONS if "{" in one)):
        parts = re.split(r"\{(\w+)\}", message)
        fields = list(zip(parts[1::2], map(re.escape, parts[2::2]), strict=True))
        made = re.escape(parts[0])
        for name, after in fields[:-1]:
            # Each field ends where what follows it is first found: no other end of it can help the others.
            made += f"(?=(?P<{name}>.+?){after})(?P={name}){after}"
        for name, after in fields[-1:]:
            made += f"(?P<{name}>.+?){after}"
        found.append((message, re.compile(made, re.DOTALL)))
    return tuple(found)
