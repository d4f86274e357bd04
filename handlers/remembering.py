"""Remembering: pages that were made before are shown again as long as nothing has changed that they tell."""

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable

from briefs.page import Page

MOST = 1_000
"""Pages that are remembered: some ten thousand bytes each."""


class Memory:
    """The pages made last, for all threads; `content` is `Shelf.content()`, read before a page is made."""

    def __init__(self, most: int = MOST) -> None:
        self.most = most
        self._lock = threading.Lock()
        self._content = 0
        self._pages: OrderedDict[Hashable, Page] = OrderedDict()

    def __len__(self) -> int:
        return len(self._pages)

    def page(self, content: int, key: Hashable, make: Callable[[], Page]) -> Page:
        """The page under this key, made when it is not known or was made of an earlier content.

        `key` says all that the page hangs on besides the content. What `make` raises is not remembered.
        """
        known = self._known(content, key)
        if known is not None:
            return known
        made = make()
        self._keep(content, key, made)
        return made

    def _known(self, content: int, key: Hashable) -> Page | None:
        with self._lock:
            if content > self._content:
                self._pages.clear()
                self._content = content
            if content < self._content or key not in self._pages:
                return None
            self._pages.move_to_end(key)
            return self._pages[key]

    def _keep(self, content: int, key: Hashable, page: Page) -> None:
        """Another thread may have seen a newer content meanwhile: then the page is of no more use."""
        with self._lock:
            if content == self._content:
                self._pages[key] = page
                while len(self._pages) > self.most:
                    self._pages.popitem(last=False)
