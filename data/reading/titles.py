"""Titles: the offices that stand beside a name in an outline, before it, after it or in brackets."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from data.reading.outline import F, J, L, O, Outline, P, pattern

HEADS = (
    "prime minister|chief minister|deputy minister|minister of state|minister|prime-minister|premier|"
    "under-secretary-general|under-secretary|undersecretary|foreign secretary|joint secretary|additional "
    "secretary|secretary-general|secretary general|secretary|"
    "deputy director general|director general|director-general|executive director|managing director|director|"
    "ambassador-at-large|ambassador|high commissioner|deputy commissioner|commissioner|charg[ée] "
    "d['’]affaires|"
    "permanent representative|special representative|country representative|representative|envoy|"
    "coordinator|co-ordinator|(?:head|chief) of (?:mission|delegation|office|staff|party|department|unit)|"
    "head|chief|chairman|chairwoman|chairperson|chair|vice-president|president|"
    "spokesperson|spokesman|spokeswoman|governor|mayor|special assistant|adviser|advisor|attach[ée]|"
    "counsellor|councillor|consul general|consul|speaker|"
    "inspector general|controller general|comptroller general|comptroller|registrar|superintendent|"
    "commandant|commander|prosecutor|chief justice|chancellor|rapporteur|"
    "attorney general|solicitor general|auditor general|ombudsman|ombudswoman|co-founder|founder|team leader|"
    "leader|magistrate|judge|dean|rector|administrator|treasurer|state secretary|archbishop|bishop|"
    "senator|congressman|congresswoman|member of parliament|chief executive|officer|manager|delegate|"
    "DDG|DG|IGP|DIG|IG|SSP|SP|DSP|CEO|SAPM"
)
"""Role words, lower case (acronyms aside): the head of a title."""

ALONE = frozenset(
    {
        "president",
        "vice president",
        "governor",
        "mayor",
        "speaker",
        "chancellor",
        "senator",
        "prime minister",
        "congressman",
        "congresswoman",
        "foreign secretary",
        "chief justice",
    }
)
"""Heads that name an office without any other word."""

_LOWER = (
    "federal|interior|foreign|home|deputy|joint|assistant|associate|additional|acting|former|then|outgoing|"
    "incoming|caretaker|interim|vice|senior|regional|national|provincial|country|special|permanent|state|"
    "chief|"
    "coast|guard|border|police|harbour|asylum|immigration|trade|labour|labor|health|education|security|"
    "opposition|party|city|district|navy|army|project|programme|program|policy|press|media|legal|general|"
    "managing|union|field|operations|protection|development|environment|welfare|social|economic|naval|"
    "executive|resident|parliamentary|newly appointed|designate|defence|finance|justice|migration|country"
)
_QUALIFIERS = re.compile(
    r"(?i)\b(former|ex|acting|then|outgoing|incoming|caretaker|interim|designate|newly appointed)\b"
)
_CAP = rf"(?:[A-Z](?:[\w'’&/-]|\.(?=\w))*|[{O}{L}](?:['’]s?)?)"
_MORE = r"(?: (?:and|&|of|for|the|on)(?: the)?(?= [A-Z]))"
_LISTED = rf",(?= (?:(?!(?i:{HEADS})\b)[A-Z][\w-]+ ){{1,3}}and [A-Z])"
"""The comma in 'for Ports, Home Affairs and Citizenship'; not before a second office."""
_LANDS = rf"{L}(?:, {L})*,? and (?:the )?{L}(?! [a-z]+ed\b)"
"""The lands of one office: 'for Benin and Togo'."""
_RUN = rf"(?:{_LANDS}|{_CAP})(?:(?:{_MORE}|{_LISTED})? {_CAP})*"
_FIELD = r"[A-Z][\w&-]*\.?(?: (?:and |& |of |for )?[A-Z][\w&-]*){0,3}"
_BRACKET = rf"(?: \((?:[A-Z][A-Z.]{{1,7}}|{_FIELD}|[{O}{J}])\))?"
"""What stands in brackets behind a role word: its short form, a body, or its field ('(Migration)')."""
_BODY = (
    r"(?:(?: (?!\w+ed\b|(?:the|an?|his|her|its|their|for|in|at|on|of|by|to|as|and|or|when|while|who|told|"
    r"said)\b)[a-z][a-z-]*){0,3}? (?:agency|body|mission|office|department|ministry|delegation|force|police|"
    r"branch|programme|project|unit|section|division|directorate|services?|team|squad|centre|center|bureau|"
    r"cell|desk|union|association|academy|school|college|institute|secretariat|cabinet|chamber|court|"
    r"administration|authority|inspectorate|committee|council|board|commission|fund|network|wing|command|"
    r"laboratory|hub|headquarters|station|group|task ?force)\b){0,2}"
)
"""The unit of a body behind its name ('the Slovenian police union'): who leads that leads not the body."""
_COMPLEMENT = rf"(?: (?:of|for|to|at|on|in|with)(?: the| its)? {_RUN}{_BRACKET}{_BODY}| {_RUN}{_BRACKET})"
_SMALL = r"(?:(?!(?:of|to|for|with|by|and|who|from|at|in|on|or|the|as|had|has|was|is|said)\b)[a-z][a-z-]+ )"
"""A small word in front of a role word ('a senior programme manager')."""

_END = r"(?=[,.;)]|$| said\b| told\b| added\b| in \ue004)"
_LOW = (
    r"(?: (?:of|for|at) (?:the |its |their )?[a-z-]+(?:['’]s?)?(?: [a-z-]+(?:['’]s?)?){0,4}?"
    rf"(?:{_END}|(?= {P})))?"
)
"""What completes a role word in small letters ('head of the border police')."""
_UNIT = (
    r"(?:(?:['’]s?|(?<=['’]s)|(?<=s['’]))(?: (?!(?:and|or|said|who|that|was|is|has)\b)[a-z][a-z-]*){1,5}?"
    rf"(?:{_END}|(?= {P}| (?:in|of|for|on|at)\b| and (?:an?|the|former|also)\b)))?"
)
"""The unit of a body behind it ('head of Frontex's legal service'): who leads that leads not the body."""

_TITLE = (
    rf"(?:(?:[A-Z][\w’'&.-]*+|[{O}{L}](?:['’]s?)?|(?:{_LOWER})) ){{0,6}}?"
    rf"(?:[Ee]x-)?(?i:{HEADS})(?![\w-]){_BRACKET}{_COMPLEMENT}{{0,4}}{_UNIT}"
)
_NEXT_NAME = re.compile(r"\([A-Z][a-z][^()]*\) [A-Z]")
"""A field in brackets and a name behind it that nobody knows: the title of somebody else."""

# A title is taken whole or not at all: `(?=(title))\1` is an atomic group that all Pythons read alike.


@dataclass(frozen=True)
class Title:
    """`letters[first:last]` is the title of the person at `person`; `whole` is title and name together."""

    person: int
    first: int
    last: int
    whole: tuple[int, int]
    qualifier: str = ""


@cache
def _before() -> re.Pattern[str]:
    """'Federal Minister of X, Mr. <P>,' and '<O>'s Director General <P>'."""
    return pattern(
        rf"(?<![\w’'-])(?:[Tt]he |[Ii]ts |[Tt]heir |[Hh]is |[Hh]er |[Oo]ur )?(?=({_TITLE}{_LOW}))\1(?: |, "
        rf")(?=<P>)"
    )


@cache
def _after() -> re.Pattern[str]:
    """'<P>, the head of <O>,' and '<P> (Director General <O>)'."""
    return pattern(
        r"(?<=<P>)(?:, [A-Z]{2,5}(?: ?\([A-Z]\))?(?=,))?"
        r"(?:,? \(|, (?:who (?:is|was|has been|had been) )?)(?:and )?(?:the |"
        r"a |an |its |their |his |her |newly appointed |"
        r"currently |as |also |now |)"
        rf"(?=({_SMALL}{{0,3}}{_TITLE}{_LOW}))\1(?! ?<P>)(?!\w)(?! [A-Z])(?:\)|,(?= (?!and\b|<P>))|)"
    )


@cache
def _being() -> re.Pattern[str]:
    """'<P> is the eleventh Director General', '<P> was appointed as Ambassador to <L>'."""
    return pattern(
        r"(?<=<P>)(?:, [^,.<P>]{1,80},|,)? (?:of (?:the )?<L> |who )?(?P<verb>is now|is|was then|"
        r"(?:was|had been),? until (?:<D>|recently),?|(?:has |had )?(?:resigned|retired|stepped down) as|"
        r"(?:was|has been|had been) (?:removed|dismissed|sacked|ousted) as|was|"
        r"ha[sd] been(?! [a-z]+(?:ed|en|ade)\b)|"
        r"served as|has served "
        r"as|became|has become|serves as|took (?:over|office|charge) as|"
        r"assumed charge as|(?:has been |was )(?:appointed|named|made|elected|posted|sworn in)(?: as)?|"
        r"(?:is |was |being )?(?:widely )?(?:tipped|expected|likely|set|slated|in the (?:race|running))"
        r"(?: to be(?:come)?| for| as)?)"
        rf" (?:the |a |an |its |their |his |her )?"
        rf"(?:(?:new|next|current|first|[a-z]+th|post of|office of) )*(?=({_TITLE}))\2(?! ?<P>)(?!\w)"
    )


def titles(line: Outline) -> list[Title]:
    """The titles beside the persons of an outline, none overlapping, in order."""
    if P not in line.letters:
        return []
    beside = _of_one_each([*_befores(line), *_afters(line)])
    told = {(title.person, title.first) for title in beside}
    beings = [title for title in _beings(line) if (title.person, title.first) not in told]
    return sorted([*beside, *beings, *_namings(line)], key=lambda title: title.first)


def _of_one_each(beside: Iterable[Title]) -> list[Title]:
    """The titles, each with one person: in '<P>, A, <P>, B,' the one before it has A, in 'A, <P>, B, <P>,'
    the one behind."""
    kept: list[Title] = []
    for title in sorted(beside, key=lambda title: (title.first, title.person)):
        rival = kept[-1] if kept and title.first < kept[-1].last else None
        if rival is None:
            kept.append(title)
        elif any(other.person == rival.person and other.last <= rival.person for other in kept[:-1]):
            kept[-1] = title
    return kept


def folded(line: Outline) -> Outline:
    """The outline with each title folded into its person, and '<O> (<O>)' into one organisation."""
    spans: dict[int, list[int]] = {}
    for title in titles(line):
        if title.whole[0] < title.whole[1]:
            span = spans.setdefault(title.person, [title.person, title.person + 1])
            span[0], span[1] = min(span[0], title.whole[0]), max(span[1], title.whole[1])
    line = line.folded([(a, b, person) for person, (a, b) in spans.items()])
    line = line.folded([(m.start(), m.end(), m.start()) for m in _twice().finditer(line.letters)])
    return line.folded([(m.start(), m.end(), m.start()) for m in _origin().finditer(line.letters)])


@cache
def _twice() -> re.Pattern[str]:
    """A name and its short form in brackets: one name."""
    return pattern(r"<O> \(<O>\)|<J> \((?:<J>|<O>)\)|<L> \(<L>\)")


@cache
def _origin() -> re.Pattern[str]:
    """'<P> of <L>', '<P> from the <O>': where a person comes from belongs to the name."""
    return pattern(
        r"<P>(?: of (?:the )?(?:<L>|<O>)| from (?:the )?<O>| \(<[LO]>\)|, of (?:the )?<O>,)(?=[ ,;.:)]|$)"
    )


def _befores(line: Outline) -> Iterable[Title]:
    for m in _before().finditer(line.letters):
        comma = line.letters[m.end() - 2 : m.end()] == ", "
        after = line.letters[m.end() + 1 : m.end() + 2]
        if comma and after not in {",", "", ".", ";"}:
            continue
        last = m.end() + 1 + (comma and after == ",")
        yield Title(m.end(), m.start(1), m.end(1), (m.start(), last), _qualifier(m[1]))


def _afters(line: Outline) -> Iterable[Title]:
    for m in _after().finditer(line.letters):
        if _NEXT_NAME.search(m[1]) or _is_cut(line, m.end(1)):
            continue
        past = "was" if _PAST.search(m[0]) else ""
        yield Title(m.start() - 1, m.start(1), m.end(1), (m.start() - 1, m.end()), _qualifier(m[0]) or past)


@cache
def _joined() -> re.Pattern[str]:
    office = rf"(?:(?:the |The )?(?:[\w’'-]+ ){{0,6}}?(?i:{HEADS}) )?"
    return pattern(rf"^{office}(<P>) and {office}$")


def joined(letters: str) -> re.Match[str] | None:
    """The first person (group 1) of '<office> <P> and <office>', where no more stands before another."""
    return _joined().match(letters)


def _is_cut(line: Outline, last: int) -> bool:
    """Whether a part of the body goes on behind a title ('head of the police's ...'), whose the office is."""
    return bool(re.match(r"['’]s?(?!\w)", line.letters[last:]) or re.search(r"['’]s?$", line.letters[:last]))


_PAST = re.compile(r"\bwho (?:was|had been) ")


def _beings(line: Outline) -> Iterable[Title]:
    for m in _being().finditer(line.letters):
        verb = m["verb"]
        qualifier = (
            verb if re.search("tipped|expected|likely|slated|set|race|running", verb) else _qualifier(m[2])
        )
        if _is_cut(line, m.end(2)):
            continue
        if not qualifier and _OVER.fullmatch(verb):
            qualifier = "was"
        yield Title(m.start() - 1, m.start(2), m.end(2), (0, 0), qualifier)


_OVER = re.compile(
    r"was|had been|(?:has )?served as|.+ until .+|"
    r".*(?:resigned|retired|stepped down|removed|dismissed|sacked|ousted) as"
)
"""Verbs of an office that is held no more."""


@cache
def _naming() -> re.Pattern[str]:
    """'named <P> as chief of mission'."""
    return pattern(
        rf"\b(?:named|appointed|nominated|elected) <P> (?:as |to be )?(?:the |its |a |an )?(?:new "
        rf")?(?=({_TITLE}))\1(?!\w)"
    )


def _namings(line: Outline) -> Iterable[Title]:
    for m in _naming().finditer(line.letters):
        yield Title(line.letters.index(P, m.start()), m.start(1), m.end(1), (0, 0), _qualifier(m[1]))


def _qualifier(title: str) -> str:
    found = _QUALIFIERS.search(title)
    return found[1].lower() if found else ""


def head(title: str) -> str:
    """The last role word of a title, lower case; '' when there is none."""
    found = re.findall(rf"(?i)\b(?:{HEADS})\b", title)
    return found[-1].lower() if found else ""


def organisation(line: Outline, title: Title) -> int | None:
    """The index of the body (or country) whose office it is: in the title, else None.

    In '<O> Representative in <L>' it is the body, in '<L>'s Ambassador to <L>' the first country;
    an ambassador to a country is not that country's.
    """
    inside = line.letters[title.first : title.last]
    if re.match(rf"[{O}{L}]['’]s? ", inside):
        return title.first
    abroad = re.search("(?i)ambassador|commissioner|envoy|consul", inside)
    for letter in (O, L):
        for m in re.finditer(letter, inside):
            if not (abroad and re.search(r"to (?:the )?$", inside[: m.start()])):
                return title.first + m.start()
    return None


__all__ = ["ALONE", "HEADS", "F", "Title", "folded", "head", "joined", "organisation", "titles"]
