"""The pulse: /health and /metrics by HTTP, on this machine alone unless it is told otherwise."""

import json
import logging
from collections.abc import Callable
from socket import create_server
from typing import Any

from tornado.httpserver import HTTPServer
from tornado.web import Application, RequestHandler

from bot.webhook import address
from data.errors import BadStore

log = logging.getLogger(__name__)

TEXT = "text/plain; version=0.0.4; charset=utf-8"
"""The content type that Prometheus expects."""


class _Answer(RequestHandler):
    """Answers GET with what a function gives: status, content type and body."""

    def initialize(self, make: Callable[[], tuple[int, str, bytes]]) -> None:
        """Tornado's way of handing over what a request needs."""
        self._make = make

    def get(self) -> None:
        """Answer."""
        status, content_type, body = self._make()
        self.set_status(status)
        self.set_header("Content-Type", content_type)
        self.finish(body)


def listen(
    where: str, health: Callable[[], dict[str, Any]], metrics: Callable[[], bytes]
) -> HTTPServer | None:
    """A server on `where` ('host:port'); None, with a log line, when the address cannot be listened on.

    It is a convenience: the bot answers on Telegram without it.
    """

    def checked() -> tuple[int, str, bytes]:
        try:
            found = health()
        except BadStore as error:
            log.error("the health page: %s", error)
            found = {"ok": False}
        except Exception:
            log.exception("the health page found the store out of order")
            found = {"ok": False}
        return 200 if found.get("ok") else 503, "application/json", json.dumps(found).encode()

    def counted() -> tuple[int, str, bytes]:
        return 200, TEXT, metrics()

    application = Application(
        [("/health", _Answer, {"make": checked}), ("/metrics", _Answer, {"make": counted})],
        log_function=lambda handler: None,
    )
    server = HTTPServer(application)
    try:
        host, port = address(where)
        door = create_server((host, port))
    except OSError as error:
        log.warning("no health page: cannot listen on %s (%s)", where, error.strerror or error)
        return None
    door.setblocking(False)
    server.add_socket(door)
    return server
