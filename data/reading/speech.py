"""The verbs by which a report says that somebody spoke: one table for quotes, statements and figures."""

from functools import cache

SAYING = (
    "said say says saying stated states stating added adds adding noted notes noting explained explains "
    "explaining announced announces announcing stressed stresses stressing emphasised emphasized "
    "emphasises emphasizes emphasising emphasizing highlighted highlights highlighting underlined "
    "underlines underlining underscored underscores underscoring warned warns warning urged urges urging "
    "declared declares remarked remarks remarking observed told tells telling informed informs informing "
    "asserted asserts claimed claims conceded concedes admitted admits acknowledged acknowledges "
    "acknowledging affirmed affirms reaffirmed reaffirms reiterated reiterates reiterating maintained "
    "pledged pledges vowed vows promised assured assures cautioned cautions concluded continued insisted "
    "insists recalled recalls replied replies responded argued argues confirmed confirms disclosed "
    "revealed reveals mentioned indicated commented apprised briefed expressed expresses called calls "
    "termed terms described describes praised praises appreciated lauded commended commends welcomed "
    "welcomes thanked thanks regretted hoped opined suggested proposed denied denies hailed hails blamed "
    "blames "
    "accused accuses lamented predicted demanded demands testified complained clarified"
)
"""Finite and participle forms, apart by spaces; each takes what was said as its object or clause."""

PHRASES = (
    "pointed out",
    "points out",
    "pointing out",
    "made clear",
    "called for",
    "calls for",
    "called on",
    "calls on",
)
"""The same in two words."""

QUOTING = (
    "read reads quoting quoted writes wrote asked asks answered answers tweeted posted agreed repeated "
    "countered "
    "quipped joked elaborated clarified pleaded recounted began begins ended closed opened testified "
    "complained"
)
"""Verbs that introduce a direct quotation but no clause."""


@cache
def saying() -> str:
    """An alternation (no group) of every verb of speech, longest first."""
    return _alternation({*SAYING.split(), *PHRASES})


@cache
def introducing() -> str:
    """An alternation (no group) of every verb that can introduce or follow a direct quotation."""
    return _alternation({*SAYING.split(), *QUOTING.split(), "went on", "pointed out", "summed up"})


def _alternation(verbs: set[str]) -> str:
    return "|".join(sorted(verbs, key=lambda verb: (-len(verb), verb)))
