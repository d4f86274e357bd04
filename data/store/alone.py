"""Alone: a lock that one program holds while it serves from a database; it ends with the program."""

import contextlib
import os
import sys
from collections.abc import Iterator
from pathlib import Path

from data.errors import BadStore


@contextlib.contextmanager
def alone(path: Path | None) -> Iterator[None]:
    """Serve from a database alone. Raises BadStore when another program does; memory is always ours."""
    if path is None:
        yield
        return
    lock = path.with_name(f"{path.name}.lock")
    try:
        handle = os.open(lock, os.O_RDWR | os.O_CREAT, 0o600)
    except OSError as error:
        raise BadStore(f"{lock} cannot be written: {error.strerror}.") from error
    try:
        if not _locked(handle):
            raise BadStore(f"The database {path} is served by another running bot. Stop that one first.")
        yield
    finally:
        os.close(handle)


def _locked(handle: int) -> bool:
    """Lock an open file without waiting; the operating system lets go of it when the program ends."""
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
