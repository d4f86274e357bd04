"""The duty of having the watched folder read, where the settings name one."""

from datetime import datetime

from data.ways.folder import watch_apart
from handlers.desk import Desk


def mind_folder(desk: Desk, now: datetime) -> None:
    """See to it that the process lives that reads the folder; a store in memory has none."""
    folder = desk.settings.folder
    if folder is not None and desk.store.path is not None:
        watch_apart(desk.store.path, folder)
