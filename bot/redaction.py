"""Redaction: the token stands in every address that we call, so every log record is freed of it at birth."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from traceback import format_exception
from typing import Any
from urllib.parse import quote

HIDDEN = "<token>"


def without(text: str, secrets: tuple[str, ...]) -> str:
    """The text with each secret, and its spelling in a URL, replaced."""
    for secret in secrets:
        for spelling in {secret, quote(secret, safe=""), quote(secret, safe="/:")}:
            text = text.replace(spelling, HIDDEN)
    return text


@contextmanager
def redacted_logs(*secrets: str) -> Iterator[None]:
    """While this lasts, no log record of any library carries a secret, in its message or its traceback."""
    known = tuple(secret for secret in secrets if secret)
    ordinary = logging.getLogRecordFactory()

    def make(*args: Any, **kwargs: Any) -> logging.LogRecord:
        return redacted(ordinary(*args, **kwargs), known)

    logging.setLogRecordFactory(make)
    try:
        yield
    finally:
        logging.setLogRecordFactory(ordinary)


def redacted(record: logging.LogRecord, secrets: tuple[str, ...]) -> logging.LogRecord:
    """The record without secrets; one that carries none is left as it is."""
    try:
        message = record.getMessage()
    except (TypeError, ValueError):
        message = f"{record.msg} {record.args}"  # badly made, and still not to be leaked
        record.msg, record.args = message.replace("%", "%%"), ()
    if without(message, secrets) != message:
        record.msg, record.args = without(message, secrets), ()
    if record.exc_info and record.exc_info[1]:
        trace = "".join(format_exception(record.exc_info[1])).rstrip("\n")
        if without(trace, secrets) != trace:
            # The exception itself still carries the secret, so that no formatter may see it.
            record.exc_text, record.exc_info = without(trace, secrets), None
            record.trace = record.exc_text  # structlog's formatter looks at no exc_text but its own
    return record
