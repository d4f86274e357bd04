"""Offices and bodies: the forms under which they are asked for, and what those forms find."""

import pytest

from data.matching import Choice, NameIndex, Sure, body_names, names_office, office_names, verdict

HARBOUR = ("Harbour Police Agency", "HPA")


@pytest.mark.parametrize("title", ["Director General", "DG", "DG HPA", "HPA Director General",
                                   "Director General (DG) HPA",
                                   "Director General of the Harbour Police Agency"])  # fmt: skip
@pytest.mark.parametrize(
    "typed",
    ["dg hpa", "hpa dg", "director general hpa", "head of hpa", "hpa chief", "hpa director general",
     "DG harbor police", "director general of harbour police agency", "ڈی جی ایچ پی اے"],
)  # fmt: skip
def test_the_head_of_a_body_is_found_however_title_and_body_are_put(title: str, typed: str) -> None:
    index = NameIndex.build([(1, "Harbour Police Agency"), (1, "HPA"), (3, "Deputy Director General, Ports")])
    for form in office_names(title, *HARBOUR):
        index.add(2, form, sort="office")
    found = verdict(index.search(typed, keep=lambda ids: [id for id in ids if id > 1]))
    assert isinstance(found, Sure)
    assert found.match.entity_id == 2


@pytest.mark.parametrize("title", ["Federal Minister for Interior and Customs", "Interior Minister",
                                   "Minister of Interior", "Minister for the Interior"])  # fmt: skip
@pytest.mark.parametrize("typed", ["interior minister", "minister of interior", "minister for interior"])
def test_a_portfolio_is_found_before_and_after_its_rank(title: str, typed: str) -> None:
    index = NameIndex.build([(2, "Foreign Minister"), (3, "Lena Marlow")])
    for form in office_names(title):
        index.add(1, form, sort="office")
    found = verdict(index.search(typed))
    assert isinstance(found, Sure)
    assert found.match.entity_id == 1


def test_all_holders_of_an_office_tie() -> None:
    index = NameIndex.build([])
    for holder in (1, 2):
        for form in office_names("Director General", *HARBOUR):
            index.add(holder, form, sort="office")
    found = verdict(index.search("dg hpa"))
    assert isinstance(found, Choice)
    assert [match.entity_id for match in found.matches] == [1, 2]
    assert {match.score for match in found.matches} == {1.0}
    assert {match.because for match in found.matches} == {"office"}


@pytest.mark.parametrize("typed", ["dg hpa", "director of hpa", "hpa head", "head of harbour police"])
def test_no_holder_is_crowded_out_by_the_many_forms_of_the_others(typed: str) -> None:
    index = NameIndex.build([])
    for holder in range(1, 8):
        index.add(holder, f"Holder {holder}")
        for form in office_names("Director General", *HARBOUR):
            index.add(holder, form, sort="office")
    assert [match.entity_id for match in index.search(typed, limit=10)] == list(range(1, 8))


def test_a_deputy_is_not_the_head() -> None:
    index = NameIndex.build([])
    for form in office_names("Deputy Director General", *HARBOUR):
        index.add(1, form, sort="office")
    assert "head of HPA" not in office_names("Deputy Director General", *HARBOUR)
    for form in office_names("Director General", *HARBOUR):
        index.add(2, form, sort="office")
    assert index.search("dg hpa")[0].entity_id == 2
    assert index.search("deputy director general hpa")[0].entity_id == 1
    assert index.search("ddg hpa")[0].entity_id == 1


def test_former_and_acting_are_never_left_out() -> None:
    for title in ("Former Interior Minister", "Acting Director General"):
        assert all(title.split()[0].lower() in form.lower() for form in office_names(title, *HARBOUR))


def test_no_title_gives_no_office() -> None:
    assert office_names("", *HARBOUR) == ()
    assert office_names(" , ", *HARBOUR) == ()


def test_no_form_is_given_twice() -> None:
    forms = office_names("Director General", *HARBOUR, place="Malta")
    assert len(forms) == len(set(forms)) <= 16


def test_an_envoy_is_found_by_where_he_is_sent() -> None:
    index = NameIndex.build([(2, "Ambassador of Malta to Norway")])
    for form in office_names("Ambassador", place="Iceland"):
        index.add(1, form, sort="office")
    assert index.search("ambassador to iceland")[0].entity_id == 1
    assert index.search("ambassador to norway")[0].entity_id == 2


def test_a_bracketed_acronym_is_a_name_of_its_own() -> None:
    assert body_names("Harbour Police Agency (HPA)") == ["Harbour Police Agency", "HPA"]
    assert body_names("Harbour Bank (Malta)") == ["Harbour Bank"]
    assert body_names("Harbour Police Agency", "H.P.A.") == ["Harbour Police Agency", "H.P.A."]


@pytest.mark.parametrize(
    ("asked", "held", "is_asked"),
    [
        ("commissioner", "Commissioner for Fisheries", True),
        ("commissioner", "High Commissioner to Norway", False),
        ("high commissioner", "High Commissioner to Norway", True),
        ("director", "Deputy Director", False),
        ("the commissioner", "UN High Commissioner for Fisheries", False),
        ("un commissioner for fisheries", "UN High Commissioner for Fisheries", True),
        ("union representative for ports", "Union High Representative for Ports", True),
        ("comissioner to norway", "High Commissioner to Norway", True),
        ("asistant harbour master", "Assistant Harbour Master", True),
        ("deputi harbour master", "Deputy Harbour Master", True),
        ("dputy harbour master", "Deputy Harbour Master", True),
        ("vise admiral", "Vice Admiral", True),
        ("harbour master of oslo", "Deputy Harbour Master of Oslo", False),
        ("minister for ports", "Shadow Minister for Ports", False),
        ("joint secretary", "Additional Secretary", False),
    ],
)
def test_a_rank_before_a_title_makes_it_another_office(asked: str, held: str, is_asked: bool) -> None:
    assert names_office(asked, held) is is_asked


@pytest.mark.parametrize(
    ("asked", "held", "is_asked"),
    [
        ("DG HPA", "DG HPA", True),
        ("dg hpa", "DG H.P.A.", True),
        ("DG HPAA", "DG HPA", False),
        ("DG HAP", "DG HPA", False),
        ("DG HPA", "DG HAPA", False),
        ("DG DA", "DG HPA", False),
        ("head of UNHRC", "head of UNHCR", False),
        ("head of UNDOC", "head of UNODC", True),
        ("Ambassador ISM", "Ambassador of the Harbour Office Norland Zone I", False),
        ("DG harbor polise agency", "DG Harbour Police Agency", True),
    ],
)
def test_an_acronym_that_differs_is_of_another_body(asked: str, held: str, is_asked: bool) -> None:
    assert names_office(asked, held) is is_asked
