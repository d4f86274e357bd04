"""The catalogues, kept in step with the code: `python -m tests.catalogue` adds what is said and not translated.

A new message stands at the end of the file with an empty translation, and a test fails until it is
filled in. A message that nobody says any more is taken out.
"""

from collections.abc import Iterable, Iterator
from pathlib import Path

from babel.messages.catalog import Message
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

from briefs.language import CATALOGUES, LANGUAGES

ROOT = Path(__file__).resolve().parent.parent
ROOMS = ("bot", "handlers", "briefs")
KEYWORDS = {"_": None, "_n": (1, 2), "N_": None}
HEADER = r"""msgid ""
msgstr ""
"Project-Id-Version: briefing-bot\n"
"Language: {language}\n"
"MIME-Version: 1.0\n"
"Content-Type: text/plain; charset=utf-8\n"
"Content-Transfer-Encoding: 8bit\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\n"
"""


def extracted() -> dict[str, tuple[str, ...]]:
    """Each message id of the source with the forms it has: one, or singular and plural."""
    found: dict[str, tuple[str, ...]] = {}
    for room in ROOMS:
        for _file, _line, message, _comments, _context in extract_from_dir(
            ROOT / room, [("**.py", "python")], keywords=KEYWORDS
        ):
            forms = (message,) if isinstance(message, str) else tuple(message)
            found[forms[0]] = max(forms, found.get(forms[0], ()), key=len)
    return found


def path(language: str) -> Path:
    """Where the catalogue of a language stands."""
    return CATALOGUES / language / "LC_MESSAGES" / "briefing.po"


def catalogue(language: str) -> dict[str, Message]:
    """Each message id of a catalogue with its translation."""
    with path(language).open("rb") as file:
        read = read_po(file, locale=language)
    return {ids(message)[0]: message for message in read if message.id}


def ids(message: Message) -> tuple[str, ...]:
    """The message id, with its plural if it has one."""
    return (message.id,) if isinstance(message.id, str) else tuple(message.id)


def translated(message: Message) -> tuple[str, ...]:
    """The translation of a message, in both forms if it has two."""
    return (message.string,) if isinstance(message.string, str) else tuple(message.string)


def entry(forms: Iterable[str], said: Iterable[str]) -> Iterator[str]:
    """A message as lines of a .po file."""
    yield ""
    plural = tuple(forms)
    yield from (f"msgid{'_plural' * bool(n)} {_quoted(one)}" for n, one in enumerate(plural))
    for n, one in enumerate(said):
        yield f"msgstr{f'[{n}]' * (len(plural) > 1)} {_quoted(one)}"


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"'


def renewed(language: str) -> str:
    """The catalogue of a language with every message that is said: the known ones in their order, then the new."""
    said, held = extracted(), catalogue(language)
    known = [message for message in held.values() if ids(message)[0] in said]
    lines = [line for message in known for line in entry(ids(message), translated(message))]
    new = [forms for message, forms in said.items() if message not in held]
    lines += [line for forms in new for line in entry(forms, [""] * len(forms))]
    return HEADER.replace("{language}", language) + "\n".join(lines).removeprefix("\n") + "\n"


def main() -> None:
    """Renew every catalogue, and say how much of it is still to be translated."""
    for language in (one for one in LANGUAGES if one != "en"):
        path(language).write_text(renewed(language), encoding="utf-8")
        held = catalogue(language).values()
        print(f"{language}: {len(held)} messages, {sum(not all(translated(one)) for one in held)} empty")


if __name__ == "__main__":
    main()
