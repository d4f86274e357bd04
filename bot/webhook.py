"""The webhook: a small web server that takes updates from Telegram, and from nobody else.

The library's own server compares the secret with `!=`; this one takes the same time for every guess.
"""

import hmac
import json
import logging
import re
from collections.abc import Awaitable, Callable
from socket import create_server
from typing import Any
from urllib.parse import urlsplit

from telegram import Bot, Update
from tornado.httpserver import HTTPServer
from tornado.web import Application, RequestHandler

from bot.wire import encodable
from data.errors import BadStore

log = logging.getLogger(__name__)

Take = Callable[[dict[str, Any], Update], Awaitable[None]]

LARGEST = 1024 * 1024
"""Bytes of an update; Telegram's own are far below."""
SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"


class _Receiver(RequestHandler):
    """Takes one update: 200 when it is kept, 403 without the secret, 400 when it cannot be read.

    503 when it cannot be kept: Telegram brings it again.
    """

    def initialize(self, bot: Bot, secret: str, take: Take) -> None:
        """Tornado's way of handing over what a request needs."""
        self._bot, self._secret, self._take = bot, secret, take

    async def post(self) -> None:
        """Take the update in the body."""
        given = self.request.headers.get(SECRET_HEADER, "")
        if not hmac.compare_digest(given.encode(), self._secret.encode()):
            self.send_error(403)
            return
        try:
            body = json.loads(encodable(self.request.body))
            update = Update.de_json(body, self._bot)
            body["update_id"] = int(body["update_id"])
        except (ValueError, TypeError, KeyError, AttributeError) as error:
            log.error("an update could not be read: %s", type(error).__name__)
            self.send_error(400)
            return
        try:
            await self._take(body, update)
        except BadStore as error:
            log.error("an update was not kept: %s", error)
            self.send_error(503)


def address(where: str) -> tuple[str, int]:
    """Host and port of 'host:port'. Raises OSError, as for any address that cannot be listened on."""
    host, colon, port = where.rpartition(":")
    if not colon or not port.isdecimal() or int(port) > 65535:
        raise OSError("it must be HOST:PORT, such as 127.0.0.1:8443")
    return host, int(port)


def listen(where: str, url: str, bot: Bot, secret: str, take: Take) -> HTTPServer:
    """A server on `where` ('host:port') for the path of `url`. Raises OSError when that cannot be."""
    host, port = address(where)
    path = urlsplit(url).path or "/"
    given = {"bot": bot, "secret": secret, "take": take}
    application = Application([(re.escape(path), _Receiver, given)], log_function=lambda handler: None)
    server = HTTPServer(application, max_body_size=LARGEST, max_buffer_size=LARGEST)
    # Not tornado's own listen(): that leaves its socket open when the port is taken.
    door = create_server((host, port))
    door.setblocking(False)
    server.add_socket(door)
    return server
