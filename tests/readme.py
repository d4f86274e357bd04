"""The README's command table, made from COMMANDS: `python -m tests.readme` writes it into the file."""

from pathlib import Path

from handlers.commands import COMMANDS

README = Path(__file__).resolve().parent.parent / "README.md"
HEAD = "| command | what it answers | example |\n|---|---|---|\n"


def table() -> str:
    """The table as it must stand in the README."""
    rows = (f"| `{_cell(c.usage)}` | {c.about} | `{c.example}` |\n" for c in COMMANDS.values())
    return HEAD + "".join(rows)


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


def main() -> None:
    """Put the table of today into the README."""
    text = README.read_text(encoding="utf-8")
    start = text.index(HEAD)
    end = text.index("\n\n", start) + 1
    README.write_text(text[:start] + table() + text[end:], encoding="utf-8")


if __name__ == "__main__":
    main()
