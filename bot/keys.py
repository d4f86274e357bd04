"""Short keys for commands that are too long for a button: it carries 64 bytes, Urdu takes two a letter."""

import hashlib
import re
from collections.abc import Callable
from datetime import datetime
from typing import Protocol

from data.store import buttons
from data.store.store import Store

MARK = "~"
"""Begins callback data that is a key; a command begins with a slash."""
DATA_BYTES = 64
"""Telegram's limit for callback_data."""


class Keeper(Protocol):
    """Keeps long commands under short keys."""

    def keep(self, command: str) -> str:
        """A key for the command, at most 40 bytes; the same command always has the same key."""
        ...

    def recall(self, key: str) -> str | None:
        """The command kept under the key, or None when it is kept no longer."""
        ...


class Table:
    """A Keeper in memory: it gathers the commands of a page, which are then written with its answer."""

    def __init__(self) -> None:
        self.commands: dict[str, str] = {}

    def keep(self, command: str) -> str:
        """A key made of the command itself, so that it is the same at every start."""
        key = key_of(command)
        self.commands[key] = command
        return key

    def recall(self, key: str) -> str | None:
        """The command kept under the key, or None."""
        return self.commands.get(key)


class Stored:
    """The Keeper over the store, from any thread: what it keeps survives a restart."""

    def __init__(self, store: Store, clock: Callable[[], datetime]) -> None:
        self._store = store
        self._clock = clock

    def keep(self, command: str) -> str:
        """The key, once it is written. Raises BadStore."""
        key, now = key_of(command), self._clock().isoformat(timespec="seconds")
        with self._store.writing() as db:
            buttons.keep(db, {key: command}, now)
        return key

    def recall(self, key: str) -> str | None:
        """The command kept under the key, or None when it is kept no longer."""
        return buttons.recall(self._store.shelf(), key)


def key_of(command: str) -> str:
    """The key of a command: 24 letters and digits, the beginning of its SHA-256."""
    return hashlib.sha256(command.encode()).hexdigest()[:24]


def pack(command: str, keeper: Keeper) -> str:
    """The callback data for a command: itself when it fits, else its name and a key ('~actor~3f2a...')."""
    if len(command.encode()) <= DATA_BYTES and not command.startswith(MARK):
        return command
    return f"{MARK}{_name(command)}{MARK}{keeper.keep(command)}"


def unpack(data: str, keeper: Keeper) -> str | None:
    """The command that callback data stands for, or None when its key has expired."""
    return keeper.recall(data.rpartition(MARK)[2]) if data.startswith(MARK) else data


def named(data: str) -> str:
    """The name of the command that callback data with a key stands for, '' when it does not say."""
    return data.split(MARK)[1] if data.count(MARK) == 2 else ""


def _name(command: str) -> str:
    found = re.match(
        r"(?:-?[0-9a-z]{1,13}:)?/([A-Za-z0-9_]{1,32})(?!\S)", command
    )  # whose it is may come first
    return found[1] if found else ""
