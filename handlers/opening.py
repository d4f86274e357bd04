"""Opening: from the environment to a desk, with an empty store filled from the folder of articles."""

import os
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from data.store import articles
from data.store.store import Store
from handlers.desk import Desk
from handlers.settings import Settings, load

if TYPE_CHECKING:
    from data.ingest import Report


def open_desk(environment: Mapping[str, str], told: Callable[[str], None], sample: bool = True) -> Desk:
    """The desk, ready; `told` hears one line for each article that an empty store is filled with.

    Without `sample` the articles that come with the program stay out of a store that has none yet: whoever
    names files means those alone.
    Raises BadSettings and BadStore.
    """
    settings = load(environment)
    store = Store(settings.database)
    is_own = settings.articles.resolve() != Settings().articles.resolve()
    if sample or is_own or articles.count(store.shelf().db):
        fill(store, settings, told)
    return Desk(store, settings)


def fill(store: Store, settings: Settings, told: Callable[[str], None]) -> None:
    """Read the folder of articles into a new store, once; a filling that was interrupted is finished."""
    if store.is_filled():
        return
    from data.ingest import gather, ingest_files
    from data.reading import people

    files = gather([settings.articles])
    told(f"Reading {len(files)} articles of {settings.articles} into {settings.database} (once).")
    refused = 0
    for report in ingest_files(store, files, people.load, jobs=os.cpu_count() or 1):
        told(said(report))
        refused += bool(report.refused)
    if refused < len(files):
        store.note_filled()


def said(report: "Report") -> str:
    """One line for what became of a file."""
    if report.refused:
        return f"{report.name}: refused. {report.refused}"
    if report.already:
        return f"{report.name}: already in the store as [{report.article_id}], nothing added."
    warned = "".join(f" ({warning})" for warning in report.warnings)
    number = f"[{report.article_id}]" if report.article_id else "would be read:"
    counts = f"{report.facts} facts, {report.names} new names."
    return f"{report.name}: {number} {counts}{_follows(report)}{warned}"


def _follows(report: "Report") -> str:
    """What an article does to earlier ones."""
    told = ""
    if report.version_of:
        changes = f"{report.changed} facts changed, {report.vanished} no longer in it"
        told = f" A newer version of [{report.version_of}]: {changes}."
    elif report.copy_of:
        told = f" Near-copy of [{report.copy_of}]."
    if report.retracts:
        told += f" It takes back or corrects [{report.retracts}]: {report.retracted} facts ended."
    return told
