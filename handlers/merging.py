"""/alias, /merge, /split, /rename and /kind: names put right, after a preview."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from briefs import editing as pages
from briefs import history as telling
from briefs import merging as wording
from briefs.language import _
from briefs.page import Choice, Page
from data import merging
from data.dates import Value
from data.errors import Ambiguous, BadUsage, NotAllowed, NotFound
from data.kinds import KINDS
from data.matching.fold import fold
from data.store import changes, drafts, entities
from data.store.changes import Edit, Stale
from data.values import Entity
from handlers.changing import changed, deed
from handlers.desk import Desk
from handlers.drafting import moment, opened
from handlers.lookup import meant
from handlers.request import Request

LONGEST_NAME = 200
STEP = re.compile(r"(confirm|cancel) (\d{1,9})")


@dataclass(frozen=True)
class Plan:
    """What will be done when it is confirmed."""

    words: str
    """The command's words with entities by number, to plan it again when it is confirmed."""
    about: tuple[int, ...]
    """The entities it is about."""
    page: Page
    detail: Mapping[str, str]
    work: Callable[[Edit], None]


class Held(Value):
    """A plan as its draft keeps it: the words, and the last change that was known of each entity."""

    words: str
    version: int


Planner = Callable[[Desk, str], Plan]


UNFINISHED = ("=", " into")
"""How the words of a button end that leaves the rest to be written."""


def planned(name: str, planner: Planner) -> Callable[[Desk, Request], Page]:
    """Make the command that previews a plan and carries it out once when it is confirmed."""

    def handle(desk: Desk, request: Request) -> Page:
        step = STEP.fullmatch(request.words)
        if request.words.endswith(UNFINISHED):
            return wording.unfinished(name, request.words)
        if step is None:
            return _previewed(desk, request, name, planner(desk, request.words))
        held = opened(desk, request, name, int(step[2]))
        if step[1] == "cancel":
            return _cancelled(desk, held)
        return _confirmed(desk, request, name, held, planner)

    return handle


def _previewed(desk: Desk, request: Request, name: str, plan: Plan) -> Page:
    if not plan.words:
        return plan.page
    db = desk.shelf.db
    held = Held(words=plan.words, version=changes.last_of(db, "entity", plan.about))
    with desk.store.writing() as db:
        number = drafts.keep(
            db, request.key, request.who.user_id, name, held.model_dump_json(), moment(request)
        )
    return wording.preview(plan.page, name, number)


def _cancelled(desk: Desk, held: drafts.Kept) -> Page:
    if held.state == "done":
        raise BadUsage("It is done already; /undo takes it back.")
    with desk.store.writing() as db:
        drafts.close(db, held.id, "dropped")
    return pages.dropped()


def _confirmed(desk: Desk, request: Request, name: str, kept: drafts.Kept, planner: Planner) -> Page:
    """Carry the plan out, unless it is done already or something it is about was changed since."""
    made = changes.with_key(desk.shelf.db, f"draft:{kept.id}")
    if made is not None:
        return pages.done(wording.done(telling.told(made)), made)
    if kept.state == "dropped":
        raise BadUsage("This draft is closed; nothing was changed.")
    held = Held.model_validate_json(kept.body)
    plan = planner(desk, held.words)

    def work(edit: Edit) -> None:
        last = changes.last_of(edit.db, "entity", plan.about)
        if last != held.version:
            raise Stale("", changes.get(edit.db, last))
        plan.work(edit)
        drafts.close(edit.db, kept.id, "done")

    try:
        made = changed(desk, deed(request, plan_deed(name), plan.detail, key=f"draft:{kept.id}"), work)
    except Stale as stale:
        raise NotAllowed(telling.stale(stale.since)) from stale
    return pages.done(wording.done(telling.told(made)), made)


def plan_deed(name: str) -> str:
    """What the log calls the deed of a command."""
    return name


def entity(desk: Desk, words: str, template: str) -> Entity:
    """The entity that words mean; where several may be meant, the choices go on with this command.

    Raises Ambiguous and NotFound.
    """
    try:
        return meant(desk, words.strip(), tuple(KINDS)).entity
    except Ambiguous as error:
        found = desk.shelf.names.search(words, 4, lambda n: entities.of_kinds(desk.shelf, n, tuple(KINDS)))
        choices = [(match.name, template.format(f"#{match.entity_id}")) for match in found]
        raise Ambiguous(str(error), choices, error.apart) from error


def _name(words: str) -> str:
    """A name as it will be kept. Raises BadUsage."""
    name = " ".join(words.split()).strip("“”\"'")
    if not fold(name) or len(name) > LONGEST_NAME:
        raise BadUsage(f"A name has letters or digits, and at most {LONGEST_NAME} characters.")
    return name


def _two(words: str, separator: str, usage: str) -> tuple[str, str]:
    first, found, second = words.partition(separator)
    if not found or not first.strip() or not second.strip():
        raise BadUsage(usage)
    return first.strip(), second.strip()


def _bearers(desk: Desk, name: str, but: int) -> list[str]:
    """The other entities that bear a name already."""
    found = entities.called(desk.shelf, [name]).get(name, [])
    held = [entities.get(desk.shelf, number) for number in dict.fromkeys(found) if number != but]
    return [one.name for one in held if one is not None]


def alias(desk: Desk, words: str) -> Plan:
    """Another name for what is known: /alias NAME = OTHER."""
    first, second = _two(
        words, "=", "Usage: /alias NAME = OTHER, for example /alias Mohsin Naqvi = محسن نقوی"
    )
    name = _name(second)
    one = entity(desk, first, f"/alias {{}} = {name}")
    if name in [text for text, _sort in entities.aliases(desk.shelf, one.id)]:
        raise BadUsage(f"{one.name} is called “{name}” already.")
    page = wording.alias(one.name, name, _bearers(desk, name, one.id))
    detail = {"name": one.name, "other": name}
    return Plan(f"#{one.id} = {name}", (one.id,), page, detail, lambda edit: merging.call(edit, one.id, name))


def merge(desk: Desk, words: str) -> Plan:
    """One entity where two are held: /merge A into B; B keeps its name."""
    first, second = _two(
        words, " into ", "Usage: /merge A into B, for example /merge M. Naqvi into Mohsin Naqvi"
    )
    a = entity(desk, first, f"/merge {{}} into {second}")
    b = entity(desk, second, f"/merge #{a.id} into {{}}")
    if a.id == b.id:
        _offer_namesakes(desk, a)
        raise BadUsage(f"Both are {a.name} already; #12 names one by its number where two share a name.")
    page = wording.merge(a, b, merging.moves(desk.shelf, a.id, b.id))
    detail = {"name": f"{a.name} (#{a.id})", "other": f"{b.name} (#{b.id})"}
    return Plan(
        f"#{a.id} into #{b.id}", (a.id, b.id), page, detail, lambda edit: merging.merge(edit, a.id, b.id)
    )


def _offer_namesakes(desk: Desk, one: Entity) -> None:
    """Raises Ambiguous when others bear the very name of an entity: they are told apart by number."""
    bearing = dict.fromkeys(entities.called(desk.shelf, [one.name]).get(one.name, []))
    choices = [
        (f"#{number} into #{one.id}, {one.name}", f"/merge #{number} into #{one.id}")
        for number in bearing
        if number != one.id
    ]
    if choices:
        asked = _("More than one is called {name}; which is merged into which?", name=one.name)
        raise Ambiguous(asked, choices)


ARTICLES = re.compile(
    r"(?P<name>.+?)(?<!\s)\s++articles?\s++(?P<list>\d++(?:\s*+(?:,|and)\s*+\d++)*)\s++as\s++(?P<as>.+)", re.I
)
MERGED = re.compile(r"#(\d{1,9}) from #(\d{1,9})")
SPLIT = "Usage: /split NAME, or /split NAME articles 3, 5 as OTHER NAME"


def split(desk: Desk, words: str) -> Plan:
    """Take a merged entity out again, or what some articles say of another one of that name."""
    if not words:
        raise BadUsage(SPLIT)
    back = MERGED.fullmatch(words)
    if back:
        return _unmerge(desk, int(back[1]), int(back[2]))
    by_article = ARTICLES.fullmatch(words)
    if by_article:
        return _by_article(desk, by_article)
    one = entity(desk, words, "/split {}")
    held = merging.merged_into(desk.shelf, one.id)
    if not held:
        raise NotFound(f"Nothing was merged into {one.name}.\n{SPLIT}")
    choices = tuple(Choice(label=name, command=f"/split #{number} from #{one.id}") for number, name in held)
    return Plan("", (one.id,), wording.which_split(one.name, choices), {}, lambda edit: None)


def _unmerge(desk: Desk, a: int, b: int) -> Plan:
    names = dict(merging.merged_into(desk.shelf, b))
    kept = entities.get(desk.shelf, b)
    if a not in names or kept is None:
        raise NotFound(f"#{a} is not merged into #{b}.")
    detail = {"name": f"{names[a]} (#{a})", "other": f"{kept.name} (#{b})"}

    def work(edit: Edit) -> None:
        if not merging.unmerge(edit, a):
            raise BadUsage(f"The merge of #{a} is not in the log; it cannot be split.")

    return Plan(f"#{a} from #{b}", (a, b), wording.unmerge(names[a], kept.name), detail, work)


def _by_article(desk: Desk, asked: re.Match[str]) -> Plan:
    name = _name(asked["as"])
    listed = sorted({int(number) for number in re.findall(r"\d+", asked["list"])})
    one = entity(desk, asked["name"], f"/split {{}} articles {asked['list']} as {name}")
    words = f"#{one.id} articles {', '.join(map(str, listed))} as {name}"
    detail = {"name": name, "other": f"{one.name} (#{one.id})"}
    page = wording.by_article(one.name, name, listed)
    return Plan(words, (one.id,), page, detail, lambda edit: _split(edit, one.id, listed, name))


def _split(edit: Edit, number: int, articles: list[int], name: str) -> None:
    merging.split(edit, number, articles, name)


def rename(desk: Desk, words: str) -> Plan:
    """Another canonical name; the former one still finds it."""
    usage = "Usage: /rename NAME = NEW NAME, for example /rename FIA = Federal Investigation Agency"
    first, second = _two(words, " = " if " = " in words else "=", usage)
    name = _name(second)
    one = entity(desk, first, f"/rename {{}} = {name}")
    if name == one.name:
        raise BadUsage(f"It is called {name} already.")
    page = wording.rename(one.name, name, _bearers(desk, name, one.id))
    detail = {"name": f"{one.name} (#{one.id})", "other": name}
    return Plan(
        f"#{one.id} = {name}", (one.id,), page, detail, lambda edit: merging.rename(edit, one.id, name)
    )


def kind(desk: Desk, words: str) -> Plan:
    """Another kind: /kind NAME = organisation."""
    usage = f"Usage: /kind NAME = KIND, where KIND is {', '.join(KINDS)}"
    first, second = _two(words, "=", usage)
    found = next((one for one in KINDS if one == second.casefold()), None)
    if found is None:
        raise BadUsage(usage)
    one = entity(desk, first, f"/kind {{}} = {found}")
    if one.kind == found:
        raise BadUsage(f"{one.name} is of kind {found} already.")
    page = wording.kind(one.name, one.kind, found)
    detail = {"name": f"{one.name} (#{one.id})", "other": found, "before": one.kind}
    return Plan(
        f"#{one.id} = {found}", (one.id,), page, detail, lambda edit: merging.rekind(edit, one.id, found)
    )


PLANNERS: Mapping[str, Planner] = {
    "alias": alias, "merge": merge, "split": split, "rename": rename, "kind": kind,
}  # fmt: skip
"""The commands that put names right, each with the function that plans what will be done."""
