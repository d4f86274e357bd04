"""Attribution: who said a quotation, read from the outline of the paragraph that it stands in."""

import re
from functools import cache

from data.reading.antecedent import PRONOUN, antecedent, closed, sentence_start, stands_aside
from data.reading.document import Quotation
from data.reading.outline import E, J, L, O, Outline, P, Q, pattern
from data.reading.speech import introducing
from data.reading.unnamed import unnamed
from data.values import Mention

_FRAGMENT = 5
"""Words: up to so many inside the reporter's own sentence are a fragment, not a whole quotation."""

_TITLED = re.compile(
    r"(?i)\b(?:reports?|book|study|paper|article|film|song|documentary|series|workshop|session|seminar|"
    r"webinar|"
    r"conference|campaign|slogan|themed?|topic|subject|titled|entitled|named|dubbed|so-called|"
    r"(?:known|knew|goes|went)(?: [a-z]+)? (?:as|by)|alias|nicknamed|nickname|calls? (?:him|her)self|"
    r"project|programme|program|publication|brochure|manual|handbook|guide|video|course|exhibition)"
    r"(?: (?:on|of|called|titled|entitled|named|about|is|was|under|the))*[ ,:]*$"
)

Found = tuple[Mention | None, str]
"""Who is named as the speaker (None: somebody who is not named) and the words that say so."""


def attribute(
    quote: Quotation, line: Outline, index: int, previous: Quotation | None, carried: Quotation | None = None
) -> Quotation:
    """The quotation that stands at `index` of its paragraph's outline, with speaker, cue and kind.

    `previous` is the quotation before it in the same paragraph, already attributed; `carried` one
    of an earlier paragraph since which no other person is named: 'she said' means its speaker.
    """
    first = sentence_start(line, index)
    before = line.letters[first:index]
    if _TITLED.search(before):
        return quote.model_copy(update={"whole": False})
    whole = _whole(line.text[quote.start : quote.end], before)
    if line.names(0, index, P) or _somebody_unknown().search(line.letters, 0, index):
        carried = None
    found = _after(quote, line, index) or _before(line, first, index, whole)
    if found and first == index and line.text[quote.end - 1] in ",?!.":
        whole = True
    if found is not None:
        return _with(quote.model_copy(update={"whole": whole}), found, line, index, previous or carried)
    if whole and previous and previous.whole and first == index:
        return _as(quote.model_copy(update={"whole": True}), previous)
    return quote.model_copy(update={"whole": whole})


def _as(quote: Quotation, other: Quotation) -> Quotation:
    """The quotation with the speaker of another."""
    fields = ("speaker", "speaker_kind", "cue", "on_behalf_of")
    return quote.model_copy(update={key: getattr(other, key) for key in fields})


def _with(quote: Quotation, found: Found, line: Outline, index: int, earlier: Quotation | None) -> Quotation:
    """The quotation with what was found; a cue without a name means whom the words before name."""
    who, cue = found
    if who is not None and unnamed(line.text, who):
        return quote.model_copy(update={"cue": cue})
    bearer, office = _delivered(line, index)
    carrier, author = _read_out(line, index)
    if author is not None and (who is None or (carrier is not None and who.entity == carrier.entity)):
        who, bearer = author, carrier
    if who is None:
        who = bearer or (None if office else antecedent(line, index, P if PRONOUN.match(cue) else P + O))
    if who is not None:
        quote = quote.model_copy(update={"speaker": who.entity, "speaker_kind": who.kind})
    elif earlier is not None and not office:
        quote = _as(quote, earlier)
    if office and (bearer is None or author is not None or quote.speaker in ("", bearer.entity)):
        quote = quote.model_copy(update={"on_behalf_of": office})
    return quote.model_copy(update={"cue": cue})


@cache
def _somebody_unknown() -> re.Pattern[str]:
    """Words in capitals that were not read as a name, and speak: 'judge Xxx said', 'said Xxx'."""
    verb = rf"(?:{introducing()})(?![\w-])"
    return re.compile(
        rf"(?<![\w’'-])(?!(?:He|She|It|They|I|We)\b)[A-Z][\w’'-]+ (?:[a-z]+ly |also |later )?{verb}"
        rf"|(?<![\w-])(?:{introducing()}) (?:[a-z]+ )?[A-Z][a-z]"
    )


def _whole(words: str, before: str) -> bool:
    """Whether the quoted words are an utterance and not a piece of the reporter's sentence."""
    count = len(words.split())
    introduced = not before.strip() or before.rstrip().endswith((",", ":"))
    return (
        count > 2 * _FRAGMENT
        or (introduced and count > 1)
        or (count > _FRAGMENT and words.strip()[-1] in ".!?,")
    )


@cache
def _after_patterns() -> tuple[re.Pattern[str], ...]:
    """'<Q>, said <P>', '<Q> <P>, of somewhere, added', '<Q>, he said': tried in this order."""
    verb = rf"(?:{introducing()})"
    return (
        pattern(rf"[,.]? ?(?P<cue>{verb} (?:the |by |[a-z]+ ){{0,3}}(?P<who><P>))"),
        pattern(rf"[,.]? ?(?P<cue>{verb} (?:the |by )?(?P<who><O>))(?=[,.; ]|$)"),
        pattern(
            r"[,.]? ?(?:[Tt]he )?(?P<cue>(?P<who><A>)(?:,[^.\n<Q>]{1,120}?,)?"
            rf"(?: [a-z]+ly| also| further| later| then| has| had| went on to| was quoted as)* "
            rf"{verb})(?![\w-])"
        ),
        pattern(r"[,.]? ?(?P<cue>[—–-] ?(?P<who><P>))(?=[,.]|$)"),
        pattern(
            r",? ?(?P<cue>as (?:the )?(?P<who><A>)(?: himself| herself| later)? (?:put it|called it|said|"
            r"termed it))"
        ),
        pattern(
            rf"[,.]? ?(?P<cue>(?:[Hh]e|[Ss]he) (?:[a-z]+ly |also |further |later |then )?{verb})(?![\w-])"
        ),
        pattern(
            rf"[,.]? ?(?:[Tt]he )?(?P<cue>(?:statement|message|communiqu[ée]|letter|note|press release|"
            rf"declaration) {verb})"
            r"(?![\w-])"
        ),
    )


def _after(quote: Quotation, line: Outline, index: int) -> Found | None:
    """An attribution that follows the quotation.

    After a quotation that ends its own sentence it counts only when it ends there too:
    in '"A." X said: "B."' X said B.
    """
    ends_itself = closed(line.text, quote.end)
    for shape in _after_patterns():
        m = shape.match(line.letters, index + 1)
        if m is None or (ends_itself and not re.match(r"[.]|$|[^.\ue007]{0,80}\.", line.letters[m.end() :])):
            continue
        if ends_itself and m["cue"][:1].isupper() and "who" not in m.re.groupindex:
            continue
        if line.letters[index + 1] == "." and not m["cue"][:1].islower():
            continue
        who = line.name(m.start("who")) if "who" in m.re.groupindex else None
        return who, line.words(m.start("cue"), m.end("cue"))
    return None


@cache
def _by_another() -> re.Pattern[str]:
    """'accused by <P> of <Q>', 'quoted <P> as saying <Q>': whose words they are is told behind the verb."""
    verb = rf"(?<![\w-])(?!(?:quoted|cited) )(?:{introducing()}) by"
    quoting = r"(?:quot|cit)(?:ed|ing)(?=[^.;]{1,40} as saying)"
    return pattern(rf"(?P<cue>(?:{verb}|{quoting}) (?:the )?(?P<who><A>)(?: as saying)?)[^.;<P><O>]*$")


@cache
def _verbs() -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-])(?:{introducing()})(?![\w-])")


def _before(line: Outline, first: int, index: int, whole: bool) -> Found | None:
    """An attribution in the same sentence before the quotation."""
    other = _by_another().search(line.letters, first, index)
    if other is not None and not _verbs().search(line.letters, other.end("cue"), index):
        return line.name(other.start("who")), line.words(*other.span("cue"))
    spoken = _verbs().finditer(line.letters, first, index)
    verbs = [verb for verb in spoken if not _DONE_TO.search(line.letters, first, verb.start())]
    if not verbs:
        return _according(line, first, index) or (_colon(line, first, index) if whole else None)
    verb = verbs[-1]
    gap = line.letters[verb.end() : index]
    if whole and len(gap) > 90 and not gap.rstrip().endswith(":"):
        return None
    at = _subject(line, first, verb, gap)
    if at is not None:
        return line.name(at), line.words(at, verb.end()) if at < verb.start() else line.words(
            verb.start(), at + 1
        )
    start = max(first, verb.start() - 40)
    unnamed = list(
        re.finditer(
            r"(?i)\b(?:(?:he|she)\b(?!.*\b(?:an?|one|another|who|somebody|someone)\b)|"
            r"(?:statement|message|communiqu[ée]|letter|declaration)\b)",
            line.letters[start : verb.end()],
        )
    )
    return (None, line.words(start + unnamed[-1].start(), verb.end())) if unnamed else None


def _subject(line: Outline, first: int, verb: re.Match[str], gap: str) -> int | None:
    """Who the verb of speech belongs to: the nearest name before it, or after it in 'said <P>: <Q>'."""
    names = [i for i in line.things if first <= i < verb.start() and line.letters[i] in P + O]
    names = [i for i in names if line.letters[i] == O or not stands_aside(line.letters, i)]
    names = [i for i in names if not _ADDRESSED.search(line.letters, first, i)]
    if re.search(
        r"(?i)\b(?:he|she|message|statement)(?: (?:\w+ly|also|further))? $",
        line.letters[first : verb.start()],
    ):
        return None
    if verb[0].endswith("ing") and names:
        return next((i for i in names if line.letters[i] == P), names[0])
    if not names:
        after = re.match(rf" (?:the )?[{P}{O}](?=[,:(]| \(| {_OF_SPEAKER}\b| ?$)", gap)
        return verb.end() + after.end() - 1 if after else None
    persons = [i for i in names if line.letters[i] == P and line.letters[i + 1 : i + 2] in {",", " "}]
    last = names[-1]
    if _SOMEBODY.search(line.letters[last : verb.start()]):
        return None
    if (
        line.letters[last] == O
        and persons
        and re.match(r", [^.]{0,100}, ?$", line.letters[persons[-1] + 1 : verb.start()])
    ):
        return persons[-1]
    return last


_DONE_TO = re.compile(r"\b(?:be|been|being|was|were|is|are|got|get)(?: not| [a-z]+ly| also| never)? $")
"""Before a participle: 'had been informed' tells of nobody who speaks."""
_ADDRESSED = re.compile(
    r"\b(?:told|informed|assured|reminded|asked|urged|warned|thanked|briefed|telling|informing|assuring) "
    r"(?:the |an? |his |her |their |its )?(?:[a-z-]+ ){0,3}$"
)
"""Before the name of whom somebody else speaks to."""
_OF_SPEAKER = "(?:of|from|in|at|on|for|to|during|when|while|after|before|as|who)"
"""What may follow the name of a speaker behind the verb; of whom a verb follows, somebody else says it."""
_SOMEBODY = re.compile(
    r"\b(?:what|how|that|because|whom|when|after) (?:an?|one|some|another|somebody|someone)\b|"
    rf"[{E}{J}{L}], which\b[^,]*$"
)
"""Between a name and a verb of speech: somebody who is not named says it."""


def _according(line: Outline, first: int, index: int) -> Found | None:
    """'According to <P>, <Q>', 'In the words of <P>, <Q>'."""
    m = pattern(
        r"(?:[Aa]ccording to|[Ii]n the words of) (?:the )?(<A>)(?: \(<O>\)|['’]s? (?:[a-z]+ "
        r")?[a-z]+)?[,:] $"
    ).search(line.letters[first:index])
    return (line.name(first + m.start(1)), line.words(first + m.start(), first + m.end(1))) if m else None


def _colon(line: Outline, first: int, index: int) -> Found | None:
    """'<P> in his message: <Q>'."""
    m = re.search(rf"({P})[^.:{P}{Q}]{{0,60}}: ?$", line.letters[first:index])
    return (line.name(first + m.start(1)), line.words(first + m.start(1), first + m.end())) if m else None


@cache
def _behalf() -> re.Pattern[str]:
    return pattern(
        r"\b[Oo]n behalf of (?:H\. ?E\.,? |His Excellency,? |Her Excellency,? )?"
        r"(?P<office>(?:the |an? )?[^.,;<P><Q>]{2,100}?)(?= by |[.,;]| (?:said|stated|added|delivered|"
        r"read)\b|$)"
    )


def _delivered(line: Outline, index: int) -> Found:
    """For whom a message before `index` was delivered, as written, and by whom when that is named."""
    found = list(_behalf().finditer(line.letters, 0, index))
    if not found:
        return None, ""
    m = found[-1]
    bearer = pattern(r" by (?:the )?(<P>)").match(line.letters, m.end())
    return line.name(bearer.start(1)) if bearer else None, line.words(m.start("office"), m.end("office"))


@cache
def _message_of() -> re.Pattern[str]:
    return pattern(
        r"(?P<carrier><P>)[^.;:<P><Q>]{0,60}? (?:read out|reads out|read|delivered|conveyed|presented|"
        r"passed on|"
        r"transmitted|shared) (?:a|an|the|his|her)? ?(?:[a-z]+ ){0,3}(?:message|statement|letter|"
        r"greetings|address|"
        r"speech|remarks) (?:of|from|by|on behalf of) (?:the )?(?P<author><P>)"
    )


def _read_out(line: Outline, index: int) -> tuple[Mention | None, Mention | None]:
    """Who carried the latest message before `index`, and whose it is: '<P> read out a message of <P>'."""
    found = list(_message_of().finditer(line.letters, 0, index))
    if not found:
        return None, None
    return line.name(found[-1].start("carrier")), line.name(found[-1].start("author"))
