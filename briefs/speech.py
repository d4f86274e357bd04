"""Speech: how what somebody said, or is reported to have said, becomes one line."""

from briefs.language import _
from briefs.trim import trim
from briefs.vocabulary import word
from data.values import StoredFact

VERBS = {"says": "said", "saying": "said", "telling": "told", "according to": "said"}
"""Verbs of speech whose past tense is not made with '-ed'."""
UNHEARD = {"told": "said"}
"""Verbs that need somebody who heard it, and what stands for them where nobody is named."""


def said(verb: str) -> str:
    """The verb of a report in the past tense: 'noting' is 'noted', 'according to' is 'said'."""
    if verb in VERBS:
        return VERBS[verb]
    return f"{verb[:-3]}ed" if verb.endswith("ing") and " " not in verb else verb


def reported(fact: StoredFact, who: str, bearer: str) -> str:
    """Reported speech: its words run on from the verb where they do in the source, else follow a colon."""
    verb, words = said(fact.predicate), trim(fact.value)
    runs_on = verb != "said" and not bearer and f"{fact.predicate} {fact.value}" in fact.evidence
    if runs_on and who:
        return _("{who} {verb} {words}", who=who, verb=word(verb), words=words)
    if runs_on:
        return _("{verb} {words}", verb=word(verb), words=words)
    return spoke(who, UNHEARD.get(verb, verb), bearer, words)


def spoke(who: str, verb: str, bearer: str, words: str) -> str:
    """What somebody said, as the source words it; `bearer` is for whom it was said, '' for nobody."""
    verb = word(verb)
    if who and bearer:
        told = _(
            "{who} {verb} (on behalf of {office}): {words}", who=who, verb=verb, office=bearer, words=words
        )
    elif who:
        told = _("{who} {verb}: {words}", who=who, verb=verb, words=words)
    elif bearer:
        told = _("{verb} (on behalf of {office}): {words}", verb=verb, office=bearer, words=words)
    else:
        told = _("{verb}: {words}", verb=verb, words=words)
    return told
