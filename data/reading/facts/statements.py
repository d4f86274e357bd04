"""Statements: what somebody is reported to have said, in the reporter's words (never in quotation marks)."""

import re
from collections.abc import Iterable, Iterator
from functools import cache

from data.reading import titles
from data.reading.facts.view import Line, View
from data.reading.outline import O, P, Q, pattern
from data.reading.speech import saying
from data.values import Fact, FactKind, Mention

_ADVERBS = r"(?: [a-z]+ly| also| further| then| again| meanwhile| later| has| had| have)*"


@cache
def _says() -> re.Pattern[str]:
    """'<P>, in his speech, also said ...'."""
    return pattern(
        rf"(?P<who><A>)(?:(?:,[^,.<P>]{{1,80}},)?{_ADVERBS}|(?: [a-z]+ed| led| held)\b[^,.;<P>]{{3,150}}? "
        rf"and(?: also)?)"
        rf" (?P<verb>{saying()})(?![\w-])(?<! called on(?= <A>))"
        r"(?!(?<=called) on (?![^.;]{0,120}\bto\b))(?= (?!by |after |when |while |during |as |at )[^.])"
    )


@cache
def _goes_on() -> re.Pattern[str]:
    """Where the same speaker's next verb begins: ' and said that', ', stressing that', '; he added'."""
    return pattern(
        rf"(?:,? and|,|;) (?:also |he |she |<P> |the minister )?(?P<verb>{saying()})(?![\w-])(?= )"
    )


@cache
def _afterwards() -> re.Pattern[str]:
    """'..., <P> said.'."""
    return pattern(
        rf"^(?P<what>[^;]+?), (?:[Tt]he )?(?P<who><P>){_ADVERBS} (?P<verb>{saying()})"
        r"(?: (?:the )?(?:<A>|reporters|journalists|parliament|lawmakers|[a-z]+ [a-z]+))?"
        r"(?:,? (?:on|in|at|after|when|while|during|as|before) [^;]{1,200}|,? <D>|, [a-z]+ing [^;]{1,200})?"
        r"[.;]? ?$"
    )


@cache
def _between() -> re.Pattern[str]:
    """'The routes, <P> warned, are dangerous.'"""
    return pattern(
        rf"^[^;]{{2,200}}?, (?:as )?(?:the )?(?P<who><A>){_ADVERBS} (?P<verb>{saying()})"
        r"(?: (?:on|in|at|to) [^,;]{1,60}| <D>)?, [^;]+$"
    )


_OF_PERSONS = re.compile(
    r"(?:thank|prais|commend|welcom|hail|laud|appreciat|urg|blam|accus|brief|appris|describ|term|express|"
    r"call)(?:e?d|e?s)"
    r"(?: (?:for|on))?"
)
"""Verbs with an object of their own: what stands before them is not what was said."""

_NO_FINITE_VERB = re.compile(
    r"[A-Z][a-z]+ing\b(?!.*\b(?:is|are|was|were|has|have|had|will|would|can|could|must|should|may|might|"
    r"does|do|did)\b)"
)
"""'Speaking at the launch of the report': when somebody spoke, and not what was said."""


@cache
def _according() -> re.Pattern[str]:
    return pattern(
        r"^(?:According to (?:the )?(?P<first><A>)(?: \(<O>\))?, (?P<then>.+)|(?P<before>[^;]+?),? "
        r"according to (?:the )?(?P<last><A>)[.;]? ?)$"
    )


def read(view: View) -> Iterable[Fact]:
    """One reported statement per verb of speech whose subject is named; direct quotations are not here."""
    for line in view.body:
        for first, last in _halves(line.letters):
            yield from _in(view, line, first, last)


def _halves(letters: str) -> Iterator[tuple[int, int]]:
    """The parts of a sentence between semicolons."""
    first = 0
    for m in re.finditer(r"; ", letters):
        yield first, m.start()
        first = m.end()
    yield first, len(letters)


def _in(view: View, line: Line, first: int, last: int) -> Iterator[Fact]:
    part = line.letters[first:last]
    between = _between().match(part)
    if between and Q not in part and _interrupts(part, between):
        yield _fact(view, line, first + between.start("who"), between["verb"], first, last)
        return
    after = _afterwards().match(part)
    if after and Q not in part and _is_said(after):
        yield _fact(view, line, first + after.start("who"), after["verb"], first, first + after.end("what"))
        return
    according = _according().match(part)
    if according and Q not in part:
        group, body = ("first", "then") if according["first"] else ("last", "before")
        who = first + according.start(group)
        yield _fact(
            view, line, who, "according to", first + according.start(body), first + according.end(body)
        )
        return
    m = next(
        (m for m in _says().finditer(line.letters, first, last) if _is_subject(line.letters, m.start())), None
    )
    if m is not None:
        yield from _clauses(view, line, m, last)


def _is_said(after: re.Match[str]) -> bool:
    """Whether what stands before ', <P> said' is what was said."""
    return not _OF_PERSONS.fullmatch(after["verb"]) and not _NO_FINITE_VERB.match(after["what"])


def _interrupts(part: str, between: re.Match[str]) -> bool:
    """Whether ', <P> warned,' stands inside a sentence, whose verb comes behind it."""
    subject = part[: between.start("who")].removesuffix("the ").rstrip(" ,")
    behind = part[between.end("verb") :].partition(", ")[2]
    opens = re.match(
        r"(?:[A-Z][a-z]+ing|On|In|At|During|After|Before|While|When|Earlier|Later|However|Meanwhile)\b", part
    )
    goes_on = re.match(
        r"(?:is|are|was|were|has|have|had|will|would|can|could|must|should|may|might|does|do|did|not|"
        r"[a-z]+(?:s|ed))\b",
        behind,
    )
    return bool(not _OF_PERSONS.fullmatch(between["verb"]) and subject and not opens and goes_on)


def _is_subject(letters: str, at: int) -> bool:
    """Whether a name begins a clause, and is not the object of a preposition before it."""
    before = re.sub(r"(?:[Tt]he|[Bb]oth) $", "", letters[:at])
    return not before.strip() or bool(
        re.search(
            r"(?:[,:;–—-]|\b(?:and|that|as|while|where|when|but|which|whom|after|before|then)) $", before
        )
    )


def _clauses(view: View, line: Line, m: re.Match[str], last: int) -> Iterator[Fact]:
    """The statement after the verb, cut where the same speaker's next verb begins."""
    verb, start = m["verb"], m.end()
    for further in [*_goes_on().finditer(line.letters, m.end(), last), None]:
        stop = further.start() if further else last
        if not _is_quotation(line.letters[start:stop]):
            begin = _clause_start(line.letters, start, stop)
            for who in (
                _with_the_other(line, m.start("who")) if _says_something(line.letters[begin:stop]) else ()
            ):
                yield _fact(view, line, who, verb, begin, stop)
        if further:
            verb, start = further["verb"], further.end()


def _is_quotation(letters: str) -> bool:
    """Whether what follows the verb is a direct quotation, which the quotes already are."""
    return re.match(
        rf"[^.]{{0,90}}?(?:[:,]|that| {Q}$)? ?{Q}[.]? ?$", letters
    ) is not None or not letters.strip(" .,:")


def _says_something(letters: str) -> bool:
    """Whether a clause has words of its own and is not only whom it was told or when."""
    return len(re.findall(r"[a-z]{3,}", letters)) > 1 or bool(re.search(r"\ue009", letters))


def _with_the_other(line: Line, who: int) -> list[int]:
    """Both speakers of 'Both <L> and the <O> reaffirmed', 'Minister <P> and director <P> said'."""
    before = line.letters[:who]
    m = re.search(rf"[Bb]oth (?:the )?([{P}{O}\ue004]) and (?:the )?$", before) or titles.joined(before)
    return [m.start(1), who] if m else [who]


def _clause_start(letters: str, start: int, stop: int) -> int:
    """Where the clause begins: after ' that ' when it stands near the verb."""
    m = re.match(
        rf"(?: on \ue008)?(?: (?:the )?[{P}{O}])?"
        rf"(?: (?!having\b|ever\b|saying\b)[\w{P}{O}\ue004]+){{0,4}}? that ",
        letters[start:stop],
    )
    return start + m.end() if m else start


def _fact(view: View, line: Line, who: int, verb: str, first: int, last: int) -> Fact:
    speaker: Mention = line.outline.name(who)
    return view.fact(
        line,
        FactKind.STATEMENT,
        speaker,
        verb,
        value=line.clause(first, last),
        reported=True,
        speaker=speaker.entity,
        when=view.when(line, who, who, within=_when_said(line.letters, who, verb), apart=(first, last)),
        confidence=0.9,
    )


def _when_said(letters: str, who: int, verb: str) -> tuple[int, int]:
    """Where the day on which somebody spoke may stand: right before or behind his name and the verb.

    What is told of him between commas has days of its own.
    """
    said = letters.find(verb, who) if letters[who + 1 : who + 2] == "," else -1
    return (said, said + 60) if said > 0 else (max(0, who - 6), who + 60)
