"""Screens: real answers over the sample articles, drawn as a phone shows them: `python -m docs.screens`.

Each answer is made by the same code that answers on Telegram, rendered to Telegram's HTML by bot/render,
and put on a page 390 points wide that follows Telegram's rules: each line takes its direction from its
first strong letter, the sources are folded to three lines, buttons of a row are of one width. A headless
Chromium (`chromium` on the PATH, or named by CHROMIUM) photographs one screen of 390 by 844 points into
docs/screens/. The run says which answers are taller than a screen.
"""

import os
import re
import shutil
import subprocess
import sys
import tempfile
from base64 import b64encode
from collections.abc import Iterator
from datetime import UTC, datetime
from html import escape
from pathlib import Path

import fontpkg_noto_sans_arabic

from bot.keys import Table
from bot.render import Message, messages
from data.ingest import gather, ingest_files
from data.store.store import Store
from handlers.answer import answer
from handlers.desk import Desk
from handlers.request import Principal, Request
from handlers.settings import Settings

ROOT = Path(__file__).resolve().parent.parent
OUT = ROOT / "docs" / "screens"
NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
WIDTH, HEIGHT = 390, 844
"""Points of a common phone."""
SHOWN = (
    ("en", "nakvi"),
    ("en", "/project PROTECT"),
    ("en", "who is the DG FIA"),
    ("en", "mohsin"),
    ("en", "/map UNODC"),
    ("ur", "/actor Naqvi"),
    ("ur", "/compare GLO.ACT, PROTECT"),
    ("ur", "/figure 47%"),
    ("ur", "/chart Pakistan"),
    ("ur", "/actor Karim Bakhsh"),
)
"""Language and question of each screen."""

PAGE = """<!doctype html><html><head><meta charset="utf-8"><style>
@font-face {{ font-family: Phone; src: url("{font}"); }}
* {{ box-sizing: border-box; margin: 0; }}
body {{ width: {width}px; background: #d3dfe8; color: #111;
  font: 15px/1.36 Phone, "DejaVu Sans", sans-serif; }}
header {{ background: #517da2; color: white; height: 60px; padding: 18px 16px;
  font-size: 17px; font-weight: bold; }}
.asked {{ background: #e3ffd0; border-radius: 12px; padding: 6px 11px;
  margin: 10px 8px 6px auto; width: fit-content; }}
.message {{ background: white; border-radius: 12px; margin: 0 8px; padding: 7px 11px; width: {bubble}px; }}
.message img {{ display: block; width: calc(100% + 22px); margin: -7px -11px 6px;
  border-radius: 12px 12px 0 0; }}
.words {{ white-space: pre-wrap; unicode-bidi: plaintext; overflow-wrap: anywhere; }}
blockquote {{ border-inline-start: 3px solid #3390ec; background: #eef5fc; border-radius: 4px;
  padding: 3px 8px; font-size: 14px; white-space: pre-wrap; unicode-bidi: plaintext; }}
blockquote[expandable] {{ max-height: 63px; overflow: hidden; position: relative; }}
blockquote[expandable]::after {{ content: "⌄"; position: absolute; bottom: 0;
  inset-inline-end: 6px; color: #3390ec; }}
.row {{ display: flex; gap: 3px; margin: 3px 8px 0; width: {bubble}px; }}
.row span {{ flex: 1; background: rgba(80,110,140,.55); color: white; border-radius: 7px;
  padding: 7px 3px; text-align: center; font-size: 14px; overflow: hidden; text-overflow: ellipsis;
  white-space: nowrap; unicode-bidi: plaintext; }}
</style></head><body><header>Briefing Bot</header>
<div class="asked" dir="auto">{asked}</div>{drawn}</body></html>"""


def desk(language: str, store: Store) -> Desk:
    """A desk that answers in a language."""
    return Desk(store, Settings.model_validate({"language": language}))


def drawn(message: Message) -> Iterator[str]:
    """A message and its buttons as HTML."""
    picture = ""
    if message.pictured and message.file:
        picture = f'<img src="data:image/png;base64,{b64encode(message.file.data).decode()}">'
    # Telegram breaks the line around a quotation by itself
    words = re.sub(r"\n?(<blockquote.*?</blockquote>)\n?", r"\1", message.html, flags=re.DOTALL)
    yield f'<div class="message">{picture}<div class="words">{words}</div></div>'
    for row in message.keyboard:
        yield f'<div class="row">{"".join(f"<span>{escape(button.label)}</span>" for button in row)}</div>'


def page(store: Store, language: str, text: str) -> str:
    """The whole page for one question."""
    who = Principal(user_id=7, chat_id=7, role="reader")
    told = answer(desk(language, store), Request(text=text, who=who, where="private", when=NOW))
    parts = [part for message in messages(told, Table()) for part in drawn(message)]
    font = next(Path(fontpkg_noto_sans_arabic.__file__).parent.rglob("*.ttf")).as_uri()
    return PAGE.format(font=font, width=WIDTH, bubble=WIDTH - 40, asked=escape(text), drawn="\n".join(parts))


def photograph(html: str, out: Path, browser: str) -> int:
    """Write the picture of one screen; returns the height in points that the page would take."""
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "page.html"
        measure = "<script>document.title = document.body.scrollHeight</script></body>"
        source.write_text(html.replace("</body>", measure), encoding="utf-8")
        flags = [
            "--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking",
            "--disable-component-update", "--disable-sync", "--hide-scrollbars",
            f"--user-data-dir={folder}/profile", f"--window-size={WIDTH},{HEIGHT}",
            "--force-device-scale-factor=2",
        ]  # fmt: skip
        shot = [browser, *flags, f"--screenshot={out}", source.as_uri()]
        subprocess.run(shot, check=True, capture_output=True, timeout=120)
        dumped = subprocess.run(
            [browser, *flags, "--dump-dom", source.as_uri()], check=True, capture_output=True, timeout=120
        )
        found = re.search(rb"<title>(\d+)</title>", dumped.stdout)
        return int(found[1]) if found else 0


def main() -> None:
    """Make every screen anew."""
    browser = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
    if not browser:
        sys.exit("No Chromium is on the PATH; install one, or name it by CHROMIUM.")
    OUT.mkdir(exist_ok=True)
    store = Store()
    list(ingest_files(store, gather([ROOT / "data" / "articles"]), lambda: None, lambda: NOW))
    for n, (language, text) in enumerate(SHOWN, 1):
        slug = re.sub(r"[^a-z0-9]+", "-", text.casefold()).strip("-")
        out = OUT / f"{n:02}-{language}-{slug}.png"
        height = photograph(page(store, language, text), out, browser)
        print(f"{out.name}: {height} points{'' if height <= HEIGHT else ', taller than a screen'}")
    store.close()


if __name__ == "__main__":
    main()
