"""The kinds of entity, as one table: a new kind is one row here."""

from data.dates import Value
from data.values import EntityKind


class Kind(Value):
    """One kind of entity, and how people call it."""

    name: EntityKind
    label: str
    plural: str
    command: str
    """The command that opens an entity of this kind, without the slash."""


KINDS: dict[EntityKind, Kind] = {
    kind.name: kind
    for kind in (
        Kind(name="person", label="person", plural="persons", command="actor"),
        Kind(name="organisation", label="organisation", plural="organisations", command="org"),
        Kind(
            name="project", label="project or programme", plural="projects and programmes", command="project"
        ),
        Kind(name="place", label="country or place", plural="countries and places", command="country"),
        Kind(name="event", label="event", plural="events", command="event"),
        Kind(name="topic", label="topic", plural="topics", command="find"),
    )
}
