"""A PostgreSQL server of our own for as long as a benchmark runs: in a temporary folder, on a socket."""

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

USER = "bench"


@contextmanager
def server() -> Iterator[Path]:
    """The path of the socket of a running server, which is stopped and removed afterwards.

    Raises FileNotFoundError when PostgreSQL's programs are not on this machine. The server listens
    to no port. As root, which PostgreSQL refuses, it is run by the first system user that may.
    """
    programs = _programs()
    with tempfile.TemporaryDirectory(prefix="pg", ignore_cleanup_errors=True) as folder:
        data = Path(folder) / "data"
        data.mkdir()
        user = _give_away(Path(folder), data)
        made = [programs / "initdb", "-D", data, "-U", USER, "-A", "trust", "-E", "UTF8", "--no-locale"]
        subprocess.run(made, check=True, user=user, cwd=folder, stdout=subprocess.DEVNULL)
        options = ["-k", folder, "-c", "listen_addresses=", "-c", "fsync=off", "-c", "jit=off"]
        control = [programs / "pg_ctl", "-D", data, "-w", "-l", data / "log"]
        run = [*control, "-o", " ".join(options), "start"]
        subprocess.run(run, check=True, user=user, cwd=folder, stdout=subprocess.DEVNULL)
        try:
            yield Path(folder) / ".s.PGSQL.5432"
        finally:
            stop = [*control, "-m", "immediate", "stop"]
            subprocess.run(stop, check=False, user=user, cwd=folder, stdout=subprocess.DEVNULL)


def _programs() -> Path:
    """The folder of initdb and pg_ctl: on the path, or where pg_config says."""
    found = shutil.which("initdb")
    if found:
        return Path(found).parent
    if not shutil.which("pg_config"):
        raise FileNotFoundError("initdb")
    told = subprocess.run(["pg_config", "--bindir"], check=True, capture_output=True, text=True)
    return Path(told.stdout.strip())


def _give_away(*folders: Path) -> int | None:
    """The user who is to run the server, and now owns the folders; None for ourselves."""
    if not hasattr(os, "geteuid") or os.geteuid():
        return None
    for name in ("postgres", "nobody"):
        with suppress(KeyError):
            user = pwd.getpwnam(name).pw_uid
            for folder in folders:
                os.chown(folder, user, -1)
            return user
    raise FileNotFoundError("a user who may run PostgreSQL")
