"""Logs: one line for what happened, for people or as JSON; ids and states, never what somebody wrote."""

import logging
import sys
from typing import Literal

import structlog

QUIET = ("aiohttp", "httpx", "httpcore", "telegram", "tornado")
"""Libraries whose chatter is of no use to an operator; their warnings are."""
MUTE = ("telegram.request.BaseRequest", "telegram.Bot")
"""Loggers of the library that print whole bodies when one cannot be read; we say ourselves what happened."""


def configure(form: Literal["console", "json"], level: int = logging.INFO) -> None:
    """Send every log record of ours and of the libraries to stderr, as readable lines or JSON lines.

    Records pass `logging`, so the redaction of secrets (bot/redaction.py) holds for all of them.
    """
    shared: list[structlog.typing.Processor] = [
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    last: structlog.typing.Processor = (
        structlog.processors.JSONRenderer(ensure_ascii=False)
        if form == "json"
        else structlog.dev.ConsoleRenderer(colors=False, exception_formatter=structlog.dev.plain_traceback)
    )
    chain: list[structlog.typing.Processor] = [
        _trace,
        structlog.stdlib.ProcessorFormatter.remove_processors_meta,
    ]
    if form == "json":
        chain.append(structlog.processors.format_exc_info)
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(foreign_pre_chain=shared, processors=[*chain, last])
    )
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level)
    for name in QUIET:
        logging.getLogger(name).setLevel(logging.WARNING)
    for name in MUTE:
        logging.getLogger(name).setLevel(logging.CRITICAL + 1)


def _trace(logger: object, name: str, event: structlog.typing.EventDict) -> structlog.typing.EventDict:
    """The traceback of a record that was freed of a secret: it is text by then."""
    if trace := getattr(event["_record"], "trace", ""):
        event["exception"] = trace
    return event
