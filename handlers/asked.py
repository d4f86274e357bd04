"""ASKED: the commands that answer from what is held."""

from dataclasses import replace

from briefs.language import N_
from handlers import briefing, cards, source
from handlers.about import about
from handlers.asking import asking
from handlers.charts import chart
from handlers.command import Command
from handlers.comparing import compare
from handlers.figures import figure
from handlers.maps import map_
from handlers.offices import who
from handlers.proof import why
from handlers.quotes import quote
from handlers.relating import related
from handlers.searching import searching
from handlers.sharing import share
from handlers.timelines import timelines
from handlers.upcoming import upcoming

DRAWN = ("chart", "map", "share")
"""Those whose answer is a file, which is made for the chat that asks."""
ROWS: tuple[Command, ...] = (
    Command("actor", "NAME", N_("a person or an organisation"), "/actor Naqvi", cards.actor),
    Command("org", "NAME", N_("an organisation"), "/org UNODC", cards.org),
    Command("project", "NAME", N_("a project or programme"), "/project GLO.ACT", cards.project),
    Command("country", "NAME", N_("a country or place"), "/country Pakistan", cards.country),
    Command(
        "event",
        "NAME",
        N_("a conference, a visit or another event"),
        "/event Warsaw conference",
        cards.event,
    ),
    Command("find", "NAME", N_("anything of that name"), "/find Silk Routes", cards.find),
    Command("figure", "WORDS", N_("figures by words or by number"), "/figure smugglers arrested", figure),
    Command("quote", "PERSON or TOPIC", N_("direct quotes, whole"), "/quote Naqvi", quote),
    Command("timeline", "NAME", N_("what happened, in order, undated apart"), "/timeline ICMPD", timelines),
    Command("related", "NAME", N_("whom it met, funds, belongs to"), "/related ICMPD", related),
    Command("chart", "NAME or FIGURE", N_("figures over time, as a picture"), "/chart Pakistan", chart),
    Command("map", "NAME", N_("who met whom, who funds what, as a picture"), "/map UNODC", map_),
    Command("share", "NAME", N_("a card as a one-page document to send on"), "/share GLO.ACT", share),
    Command("compare", "A, B", N_("two names side by side"), "/compare GLO.ACT, PROTECT", compare),
    Command(
        "who",
        "OFFICE [in YEAR]",
        N_("who held an office, as of which report"),
        "/who DG FIA in 2017",
        who,
    ),
    Command("upcoming", "[NAME]", N_("what was announced and is still open"), "/upcoming", upcoming),
    Command("latest", "[NAME]", N_("the newest facts"), "/latest Pakistan", briefing.latest),
    Command("search", "WORDS", N_("sentences of all articles"), "/search border management", searching),
    Command("source", "N", N_("an article: its data and what was read from it"), "/source 3", source.source),
    Command("why", "N or WORDS", N_("the exact sentence behind a fact"), "/why 47%", why),
    Command("about", "", N_("what the store covers"), "/about", about),
    Command("ask", "QUESTION", N_("a plain question; needs no /ask"), "/ask who is the DG FIA", asking),
)
ASKED: tuple[Command, ...] = tuple(replace(row, lasting=row.name not in DRAWN) for row in ROWS)
"""The same with what is said of all of them at once: their answers last, but for what is drawn."""
