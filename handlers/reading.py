"""What was read from an article, for people: its sentences with their roles, and its facts."""

from data.reading.document import Document
from data.values import Fact


def shown(document: Document) -> str:
    """The article's data, each passage with its role, each fact with the place of its evidence."""
    article = document.article
    published = article.published
    data = [
        f"title: {article.title or 'not stated'}",
        f"publisher: {article.publisher or 'not stated'}",
        f"published: {published.edtf or 'not stated'}{f' ({published.why})' if published.why else ''}",
        f"language: {article.language or 'not told'}",
    ]
    passages = [f"{p.role:<11} {' '.join(document.text[p.start : p.end].split())}" for p in document.passages]
    facts = [_fact(fact) for fact in document.facts]
    warnings = [f"! {warning}" for warning in document.warnings]
    return "\n".join([*data, "", *passages, "", *facts, *warnings])


def _fact(fact: Fact) -> str:
    words = (fact.subject, fact.predicate, fact.object, f"“{fact.value}”" if fact.value else "")
    when = fact.when.edtf or fact.when.words or "undated"
    speaker = f", said by {fact.speaker}" if fact.speaker and fact.speaker != fact.subject else ""
    said = " | ".join(filter(None, words))
    return f"{fact.kind.value}: {said} ({when}{speaker}) {fact.start}-{fact.end}"
