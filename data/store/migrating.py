"""Migrating: the steps of the schema that a file has not taken yet, taken by sqlite-utils."""

from collections.abc import Callable

from sqlite_utils import Database, Migrations

from data.store.schema import SET, STEPS, Step
from data.store.shelf import Connection


def migrate(connection: Connection) -> None:
    """Take every step that the file has not taken, in order, and note each as taken."""
    migrations = Migrations(SET)
    for name, step in STEPS.items():
        migrations(name=name)(_on_database(step))
    migrations.apply(Database(connection, execute_plugins=False, recursive_triggers=False))


def _on_database(step: Step) -> Callable[[Database], None]:
    return lambda db: step(db.conn)
