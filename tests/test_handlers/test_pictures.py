"""/chart, /map and the picture of a /timeline over the sample articles."""

import pytest

from briefs.pages import size
from handlers.answer import answer
from handlers.desk import Desk
from handlers.request import Principal, Request
from tests.conversation import NOW, page

CAPTION = 1024


def heard(desk: Desk, text: str, language: str):
    speaking = Desk(desk.store, desk.settings.model_copy(update={"language": language}))
    who = Principal(user_id=7, chat_id=7)
    return answer(speaking, Request(text=text, who=who, where="private", when=NOW))


@pytest.mark.parametrize("language", ["en", "ur"])
@pytest.mark.parametrize(
    "text", ["/chart Pakistan", "/chart smugglers", "/chart timeline Pakistan", "/map UNODC", "/map PROTECT"]
)
def test_a_picture_goes_out_with_cited_words_that_fit_a_caption(desk: Desk, text: str, language: str) -> None:
    told = heard(desk, text, language)
    (file,) = told.files
    assert (file.media_type, file.data[:4]) == ("image/png", b"\x89PNG")
    assert told.sources
    assert any(line.facts for line in told.lines)
    assert size(told) <= CAPTION


@pytest.mark.parametrize("text", ["/chart zzzz", "/map Laos", "/chart timeline zzzz", "/map zzzz"])
def test_nothing_to_draw_is_said_in_one_sentence(desk: Desk, text: str) -> None:
    told = page(desk, text)
    assert told.verdict == "nothing"
    assert not told.files


def test_a_timeline_offers_its_picture(desk: Desk) -> None:
    offered = [choice.command for choice in page(desk, "/timeline Pakistan").choices]
    assert "/chart timeline Pakistan" in offered
