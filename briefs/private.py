"""Private: e-mail addresses and telephone numbers of a source are personal data; no answer shows them."""

import re

from briefs.language import N_, _
from briefs.page import Page

EMAIL = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}")
PHONE = re.compile(r"(?:(?:\+|\b00)\d{1,3}[\d ()./-]{6,18}\d|\b0\d{2,4}[ -]\d{6,8})\b")
HIDDEN = N_("[contact detail not shown]")


def hide(text: str) -> str:
    """The text with e-mail addresses and telephone numbers taken out, visibly."""
    return PHONE.sub(_(HIDDEN), EMAIL.sub(_(HIDDEN), text))


def without_contacts(page: Page) -> Page:
    """The page with no contact detail in its title, lines, sources and buttons."""
    texts = [page.title, *(line.text for line in page.lines), *(one.label for one in page.sources)]
    texts += [text for one in page.choices for text in (one.label, one.copied)]
    if all(hide(text) == text for text in dict.fromkeys(texts)):
        return page
    lines = tuple(line.model_copy(update={"text": hide(line.text)}) for line in page.lines)
    sources = tuple(one.model_copy(update={"label": hide(one.label)}) for one in page.sources)
    choices = tuple(
        one.model_copy(update={"label": hide(one.label), "copied": hide(one.copied)}) for one in page.choices
    )
    whole = {"title": hide(page.title), "lines": lines, "sources": sources, "choices": choices}
    return page.model_copy(update=whole)
