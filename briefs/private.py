"""Private: e-mail addresses and telephone numbers of a source are personal data; no answer shows them."""

import re

from briefs.page import Page

EMAIL = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}")
PHONE = re.compile(r"(?:\+|\b00)\d{1,3}[\d ()./-]{6,18}\d\b")
HIDDEN = "[contact detail not shown]"


def hide(text: str) -> str:
    """The text with e-mail addresses and telephone numbers taken out, visibly."""
    return PHONE.sub(HIDDEN, EMAIL.sub(HIDDEN, text))


def without_contacts(page: Page) -> Page:
    """The page with no contact detail in its lines; the words of the person who asks are left alone."""
    lines = tuple(line.model_copy(update={"text": hide(line.text)}) for line in page.lines)
    return page.model_copy(update={"lines": lines})
