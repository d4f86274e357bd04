"""How the bot hears of updates: long polling with its offset rules, or a webhook with its secret."""

import asyncio
import json
import re
from typing import Any
from urllib.parse import urlsplit

from tornado.httpclient import AsyncHTTPClient, HTTPRequest

from .chats import World
from .methods import UPDATE_KINDS, Params
from .refusal import bad_request, conflict

PORTS = {443, 80, 88, 8443}


class Delivery:
    """The queue's way out. Lives in the server's loop; `wake` may be called from any thread."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.loop: asyncio.AbstractEventLoop | None = None
        self.event = asyncio.Event()
        self.poller = 0
        self.polls = 0
        self.webhook: Params = {}
        self.routes: dict[str, str] = {}
        """Where a webhook's public https address leads to on loopback, as a reverse proxy would."""
        self.attempts: list[tuple[str, int]] = []
        self.task: asyncio.Task[None] | None = None

    def wake(self) -> None:
        if self.loop and not self.loop.is_closed():
            self.loop.call_soon_threadsafe(self._wake)

    def _wake(self) -> None:
        self.event.set()
        self.event = asyncio.Event()

    async def get_updates(self, given: Params) -> list[dict[str, Any]]:
        """Telegram's getUpdates: confirms all before `offset`, waits up to `timeout` for the next."""
        if self.webhook:
            raise conflict(
                "can't use getUpdates method while webhook is active; "
                "use deleteWebhook to delete the webhook first"
            )
        self.poller += 1
        mine = self.poller
        self.polls += 1
        self._wake()
        self._allow(given)
        self._confirm(given.get("offset", 0))
        until = asyncio.get_running_loop().time() + min(given.get("timeout", 0), 50)
        try:
            return await self._next(mine, until, min(given.get("limit", 100), 100))
        finally:
            self.polls -= 1

    async def _next(self, mine: int, until: float, limit: int) -> list[dict[str, Any]]:
        while True:
            if self.poller != mine:
                raise conflict(
                    "terminated by other getUpdates request; make sure that only one bot instance is running"
                )
            left = until - asyncio.get_running_loop().time()
            if self.world.updates or left <= 0:
                return self.world.updates[:limit]
            try:
                await asyncio.wait_for(self.event.wait(), left)
            except TimeoutError:
                continue

    def _confirm(self, offset: int) -> None:
        with self.world.lock:
            if offset < 0:
                self.world.updates = self.world.updates[offset:]
            else:
                self.world.updates = [u for u in self.world.updates if u["update_id"] >= offset]

    def _allow(self, given: Params) -> None:
        allowed = given.get("allowed_updates")
        if allowed is None:
            return
        unknown = set(allowed) - UPDATE_KINDS
        if unknown:
            raise bad_request(f"unknown kinds of update {sorted(unknown)}")
        self.world.allowed = set(allowed)

    def set_webhook(self, given: Params) -> bool:
        """Telegram's setWebhook; an empty url removes it."""
        url = given.get("url", "")
        if not url:
            return self.delete_webhook(given)
        parts = urlsplit(url)
        if parts.scheme != "https":
            raise bad_request("bad webhook: An HTTPS URL must be provided for webhook")
        if (parts.port or 443) not in PORTS:
            raise bad_request("bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443")
        if not re.fullmatch(r"[A-Za-z0-9_-]{0,256}", given.get("secret_token", "")):
            raise bad_request("secret token contains unallowed characters")
        self._allow(given)
        self._drop(given)
        self.webhook = given
        self.poller += 1
        self._wake()
        if self.task is None:
            self.task = asyncio.get_running_loop().create_task(self._deliver())
        return True

    def delete_webhook(self, given: Params) -> bool:
        """Telegram's deleteWebhook."""
        self._drop(given)
        self.webhook = {}
        return True

    def info(self) -> dict[str, Any]:
        """Telegram's getWebhookInfo."""
        shown = {"url": self.webhook.get("url", ""), "has_custom_certificate": False}
        allowed = {"allowed_updates": sorted(self.world.allowed)} if self.world.allowed else {}
        return {**shown, "pending_update_count": len(self.world.updates), **allowed}

    def _drop(self, given: Params) -> None:
        if given.get("drop_pending_updates"):
            self.world.blunders.append("pending updates were dropped: questions are lost")
            self.world.updates = []

    async def _deliver(self) -> None:
        """Hand over one update after another; one that is not taken with a 200 is offered again."""
        while True:
            event = self.event
            if self.webhook and self.world.updates:
                update = self.world.updates[0]
                if await self.post(update) == 200:
                    self._confirm(update["update_id"] + 1)
                    continue
                await asyncio.sleep(0.1)
                continue
            await event.wait()

    async def post(self, update: dict[str, Any], secret: str | None = None) -> int:
        """Offer one update to the webhook; gives the status, 599 when nobody listens."""
        token = self.webhook.get("secret_token", "") if secret is None else secret
        headers = {"Content-Type": "application/json"}
        if token:
            headers["X-Telegram-Bot-Api-Secret-Token"] = token
        target = self.routes.get(self.webhook["url"], "http://127.0.0.1:9/")
        request = HTTPRequest(target, "POST", headers, json.dumps(update), request_timeout=5)
        try:
            response = await AsyncHTTPClient().fetch(request, raise_error=False)
        except OSError:
            status = 599
        else:
            status = response.code
        self.attempts.append((target, status))
        return status
