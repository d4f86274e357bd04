"""Short keys for commands that are too long for a button: it carries 64 bytes, Urdu takes two a letter."""

import hashlib
from collections import OrderedDict
from typing import Protocol

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
    """A Keeper in memory that forgets what was used longest ago, and everything at a restart."""

    def __init__(self, limit: int = 20_000) -> None:
        self._limit = limit
        self._commands: OrderedDict[str, str] = OrderedDict()

    def keep(self, command: str) -> str:
        """A key made of the command itself, so that it is right again after a restart once kept anew."""
        key = hashlib.sha256(command.encode()).hexdigest()[:32]
        self._commands[key] = command
        self._commands.move_to_end(key)
        if len(self._commands) > self._limit:
            self._commands.popitem(last=False)
        return key

    def recall(self, key: str) -> str | None:
        """The command kept under the key, or None."""
        return self._commands.get(key)


def pack(command: str, keeper: Keeper) -> str:
    """The callback data for a command: itself when it fits, else the mark and a key."""
    if len(command.encode()) <= DATA_BYTES and not command.startswith(MARK):
        return command
    return MARK + keeper.keep(command)


def unpack(data: str, keeper: Keeper) -> str | None:
    """The command that callback data stands for, or None when its key has expired."""
    return keeper.recall(data.removeprefix(MARK)) if data.startswith(MARK) else data
