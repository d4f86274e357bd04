"""Frames: messages between processes, each with its length before it."""

import struct
from typing import IO

_HEAD = struct.Struct(">Q")


def put(pipe: IO[bytes], frame: bytes) -> None:
    """Send a frame. Raises OSError when the other side has gone."""
    pipe.write(_HEAD.pack(len(frame)))
    pipe.write(frame)
    pipe.flush()


def get(pipe: IO[bytes]) -> bytes:
    """The next frame. Raises EOFError when the other side has gone."""
    (length,) = _HEAD.unpack(_all(pipe, _HEAD.size))
    return _all(pipe, length)


def _all(pipe: IO[bytes], length: int) -> bytes:
    raw = pipe.read(length)
    if len(raw) < length:
        raise EOFError
    return raw
