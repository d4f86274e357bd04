"""The door: serve on Telegram, or `chat`, `ask` and `ingest` in a terminal."""

import gc
import json
import os
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from data.errors import BadSettings, BadUsage, BriefingError

if TYPE_CHECKING:
    from handlers.desk import Desk

NO_TOKEN = """No bot token is set: open @BotFather in Telegram, send /newbot and it gives you one.
Then: BRIEFING_TOKEN=the-token make serve. Without a token, `make chat` opens the bot in this terminal."""


def now() -> datetime:
    """The clock of this program."""
    return datetime.now(UTC)


@contextmanager
def loading() -> Iterator[None]:
    """Imports without the collector of cyclic garbage: it finds none there and takes a tenth of the time."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def hint(line: str) -> None:
    """Say something beside the answer, on the error output."""
    click.echo(line, err=True)


@click.group(invoke_without_command=True)
@click.pass_context
def app(context: click.Context) -> None:
    """Short, cited answers on migration, human trafficking and migrant smuggling.

    Without a command it serves on Telegram; that needs BRIEFING_TOKEN.
    """
    if context.invoked_subcommand is not None:
        return
    from handlers.opening import open_desk
    from handlers.settings import load

    if not load(os.environ).token.get_secret_value():
        raise BadUsage(NO_TOKEN)
    with loading():
        from bot.app import serve

    raise SystemExit(serve(open_desk(os.environ, hint)))


@app.command()
@click.argument("text")
def ask(text: str) -> None:
    """Print the answer to TEXT, such as '/actor Naqvi'.

    Exit code 0: answered; 1: refused, or no record; 2: not understood.
    """
    with loading():
        from handlers.answer import answer
        from handlers.opening import open_desk
        from handlers.terminal import EXIT, request, shown

    page = answer(open_desk(os.environ, hint), request(text, now()))
    click.echo(shown(page))
    raise SystemExit(EXIT[page.verdict])


@app.command()
def chat() -> None:
    """Talk to the bot here: type a command or a name, or a number to tap a button; Ctrl-D ends it."""
    from handlers.opening import open_desk
    from handlers.terminal import converse

    desk = open_desk(os.environ, hint)
    for said in converse(desk, lambda: input("\n> "), now):
        click.echo(said)


@app.command()
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--dry-run", is_flag=True, help="Store nothing; say what would be stored.")
@click.option(
    "--watch", is_flag=True, help="Go on reading what is put into the one folder named, until Ctrl-C."
)
@click.option(
    "--jobs", type=click.IntRange(1, 64), help="Processes that read at once; as many as processors."
)
def ingest(paths: tuple[Path, ...], dry_run: bool, watch: bool, jobs: int | None) -> None:
    """Read files and folders of articles into the store, one line for each.

    A bad file never stops the rest; what is in the store already is not read again, so a run that
    was broken off is simply run again. A new store holds these alone, without the sample articles.
    Exit code 1 when none could be read.
    """
    from rich.console import Console
    from rich.progress import track

    from data.ingest import gather, ingest_files
    from data.reading import people
    from handlers.opening import open_desk, said

    desk = open_desk(os.environ, hint, sample=False)
    jobs = jobs or os.cpu_count() or 1
    if watch:
        _watch(desk, paths, jobs)
        return
    files = gather(paths)
    reports = ingest_files(desk.store, files, people.load, jobs=jobs, dry=dry_run)
    refused = 0
    for report in track(reports, "Reading", len(files), console=Console(stderr=True), transient=True):
        click.echo(said(report))
        refused += bool(report.refused)
        if not (dry_run or report.refused or desk.store.is_filled()):
            desk.store.note_filled()
    raise SystemExit(1 if refused == len(files) else 0)


def _watch(desk: "Desk", paths: tuple[Path, ...], jobs: int) -> None:
    """Read what is put into a folder until Ctrl-C."""
    from data.reading import people
    from data.ways.folder import watch
    from handlers.opening import said

    if len(paths) != 1 or paths[0].is_file():
        raise BadUsage("--watch takes one folder.")
    stop = threading.Event()
    desk.store.note_filled()
    try:
        for report in watch(desk.store, paths[0], people.load, jobs, stop):
            click.echo(said(report))
    except KeyboardInterrupt:
        stop.set()


@app.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--json", "as_data", is_flag=True, help="Print everything, in the documented form.")
def read(file: Path, as_data: bool) -> None:
    """Show what is read from FILE without storing it."""
    from data.ingest import read_file
    from data.reading import as_json, people
    from handlers.reading import shown

    document = read_file(file, people.load)
    click.echo(json.dumps(as_json(document), ensure_ascii=False) if as_data else shown(document))


@app.command()
@click.argument("query")
@click.option("--kind", type=click.Choice(["person", "organisation", "project", "place", "event"]))
@click.option("--json", "as_data", is_flag=True, help="Print the ranking as JSON.")
def match(query: str, kind: str | None, as_data: bool) -> None:
    """Show what QUERY is taken for: the ranking of names, why, and the verdict. Exit code 1: nothing."""
    from handlers.matching import ranking
    from handlers.opening import open_desk

    found = ranking(open_desk(os.environ, hint), query, kind)
    click.echo(json.dumps(found.as_data(), ensure_ascii=False) if as_data else found.as_text())
    raise SystemExit(0 if found.matches else 1)


@app.command()
@click.option("--to", type=click.Path(path_type=Path, file_okay=False), help="Folder of the copies.")
def backup(to: Path | None) -> None:
    """Copy the store, checked, while the bot may go on; prints where. Only the newest copies are kept."""
    from data.store.backups import back_up
    from handlers.settings import load

    settings = load(os.environ)
    folder = to or settings.backups or settings.database.parent / "backups"
    click.echo(back_up(settings.database, folder, now()))


@app.command()
@click.argument("copy", type=click.Path(path_type=Path))
def restore(copy: Path) -> None:
    """Put COPY in the place of the store; the store that was there is kept beside it. Stop the bot first."""
    from data.store.backups import restore as put_back
    from handlers.settings import load

    settings = load(os.environ)
    aside = put_back(copy, settings.database, now())
    click.echo(f"{settings.database} is now what {copy.name} holds." + (f" Before: {aside}" if aside else ""))


@app.command()
@click.argument("to", type=click.Path(path_type=Path))
@click.option("--as", "form", type=click.Choice(["whole", "jsonl", "csv", "ftm"]), default="whole")
def export(to: Path, form: str) -> None:
    """Write the store to TO: whole (one file that `import` reads back), or tables into a folder."""
    from data.exporting import FORMATS, write_whole
    from handlers.opening import open_desk

    desk = open_desk(os.environ, hint)
    if form == "whole":
        with to.open("w", encoding="utf-8") as out:
            click.echo(f"{write_whole(desk.store, out)} rows written to {to}.")
        return
    to.mkdir(parents=True, exist_ok=True)
    for name, text in FORMATS[form](desk.shelf):
        (to / name).write_text(text, encoding="utf-8")
        click.echo(f"{to / name} written.")


@app.command("import")
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
def import_(file: Path) -> None:
    """Fill an empty store from FILE that `export` wrote: all of it, or nothing and one sentence why."""
    from data.exporting import read_back
    from data.store.store import Store
    from handlers.settings import load

    settings = load(os.environ)
    with file.open(encoding="utf-8") as lines:
        rows = read_back(Store(settings.database), lines)
    click.echo(f"{rows} rows read into {settings.database}.")


@app.command()
def doctor() -> None:
    """Check settings, store, disk, copies, feeds, token, clock and versions; exit code 1 when one is bad."""
    from bot.checking import reached
    from handlers.doctor import examined

    findings = [*examined(os.environ, now()), *reached(os.environ, now())]
    for finding in findings:
        click.echo(f"{finding.state:<5} {finding.what}: {finding.said}")
    raise SystemExit(1 if any(finding.state == "bad" for finding in findings) else 0)


def main() -> None:
    """Run the command line; an expected error is one sentence on the error output."""
    try:
        app()
    except BriefingError as error:
        hint(str(error))
        sys.exit(2 if isinstance(error, BadSettings | BadUsage) else 1)


if __name__ == "__main__":
    main()
