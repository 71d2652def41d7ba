"""CAP files and feeds, the other interfaces, a folder: what is read from them and what is refused."""

from __future__ import annotations

import json
import pickle
from datetime import UTC, datetime, timedelta

import pytest

from watchers.errors import FetchError, LaterError, LayoutError, ParseError
from watchers.warning import Colour, Stage
from watchers.weather import handed_warnings
from watchers.weather.notice import Form, Notice
from watchers.weather.recognise import bulletin
from watchers.weather.stamps import instant
from weather.written import (
    FEED,
    HOUR,
    INLINE,
    MINUTE,
    NOW,
    Follower,
    alarm_id,
    alert,
    answer,
    apart,
    as_it_is,
    feed,
    item,
    signal,
    source,
)


def only(text: str | bytes) -> Notice:
    [notice] = bulletin(text if isinstance(text, bytes) else text.encode()).notices
    return notice


def test_a_message_of_the_weather_service() -> None:
    name = alarm_id(NOW)
    found = only(alert(name, kind="Update", refers=["X1", "X2"], colour="红"))
    assert (found.identifier, found.issuer, found.hazard, found.colour) == (name, "中牟县气象台", "暴雨", Colour.RED)
    assert found.issued_at == NOW
    assert found.expires_at == NOW + 24 * HOUR
    assert found.codes == ("410122",)
    assert found.references == ("X1", "X2")
    assert found.follows
    assert not found.ends


def test_the_forecaster_is_nowhere() -> None:
    text = "局地有大暴雨。预报员：薛见山"
    headline = "强降雨即将影响中牟"
    found = only(alert(alarm_id(NOW), text=text, headline=headline, person="薛见山"))
    assert "薛见山" not in repr(found)
    assert found.colour is Colour.ORANGE  # by its severity
    follower = Follower(source=source(FEED))
    follower.web.pages[FEED] = alert(alarm_id(NOW), text=text, headline=headline).encode()
    follower.visit()
    assert "薛见山" not in repr(follower.last())
    assert "薛见山" not in follower.bookmark


@pytest.mark.parametrize(
    "damage",
    [
        lambda text: text.replace("cap:1.2", "alerts:9"),
        lambda text: text.replace(' xmlns="urn:oasis:names:tc:emergency:cap:1.2"', ""),
        lambda text: text.replace("<geocode>", "<geoCode>").replace("</geocode>", "</geoCode>"),
        lambda text: "\ufeff" + text,
        lambda text: f'<?xml version="1.0" encoding="UTF-8" standalone="no"?>{text}',
        lambda text: text.replace("<status>Actual", "<status> actual "),
        lambda text: text.replace("</alert>", "<Signature><SignedInfo/></Signature></alert>"),
        lambda text: text.replace("<info>", "<info><language>en-US</language><event>Rain</event></info><info>", 1),
    ],
)
def test_the_same_message_as_others_write_it(damage: object) -> None:
    assert callable(damage)
    assert only(damage(alert("A"))) == only(alert("A"))


def test_half_a_message_is_refused() -> None:
    whole = alert("A")
    with pytest.raises(ParseError):
        bulletin(whole[: whole.index("<area>")].encode())


@pytest.mark.parametrize(
    "body", [b"", b"<html><p>x</p></html>", b"\x00\x01\x02", b"<rain/>", b"[1]", b'{"a": 1}', b"ok"]
)
def test_what_is_no_document_of_warnings_is_refused(body: bytes) -> None:
    with pytest.raises(ParseError):
        bulletin(body)


def test_a_login_page_is_named_as_such() -> None:
    with pytest.raises(LayoutError, match="网页"):
        bulletin("<!DOCTYPE html><html><body>请登录</body></html>".encode())


@pytest.mark.parametrize(
    ("printed", "at"),
    [
        ("2026-07-20T10:00:00+08:00", NOW),
        ("2026-07-20T10:00+08:00", NOW),
        ("2026/07/20 10:00", NOW),
        ("2026-07-20 10:00:00", NOW),
        ("2026年7月20日10时00分", NOW),
        ("2026-07-20T02:00:00Z", NOW),
        ("2026-07-20T02:00:00-00:00", NOW),
        ("Mon, 20 Jul 2026 02:00:00 GMT", NOW),
        ("0001-01-01T00:00:00+08:00", None),
        ("2026/13/40 10:00", None),
        ("", None),
        ("soon", None),
    ],
)
def test_times(printed: str, at: datetime | None) -> None:
    assert instant(printed) == at


def test_a_list_of_the_other_service() -> None:
    items = [
        {
            "id": alarm_id(NOW),
            "headline": "中牟县气象台发布强对流黄色预警[Ⅲ级/较重]",
            "effective": "2026/07/20 10:00",
            "description": "预计未来六小时有雷雨大风。",
            "type": "p0000003",
        }
    ]
    found = bulletin(json.dumps({"code": 0, "msg": "success", "data": items}).encode())
    assert found.form is Form.LIST
    assert (found.notices[0].hazard, found.notices[0].colour) == ("强对流", Colour.YELLOW)
    assert found.notices[0].text == "预计未来六小时有雷雨大风。"
    inside = bulletin(json.dumps({"code": 0, "data": {"real": {}, "alarm": items}}).encode())
    assert inside.notices == found.notices


@pytest.mark.parametrize("state", ["update", "cancel"])
def test_the_interface_that_tells_of_ends(state: str) -> None:
    answered = {
        "metadata": {"zeroResult": False},
        "alerts": [
            {
                "id": "2",
                "senderName": "中牟县气象台",
                "issuedTime": "2026-07-20T10:00+08:00",
                "messageType": {"code": state, "supersedes": ["1"]},
                "eventType": {"name": "大风", "code": "1006"},
                "color": {"code": "blue"},
                "expireTime": "2026-07-21T10:00+08:00",
                "headline": "中牟县气象台更新大风蓝色预警信号",
                "description": "风力可达六级。",
                "instruction": "加固棚架。",
            }
        ],
    }
    found = only(json.dumps(answered).encode())
    assert (found.issuer, found.hazard, found.colour) == ("中牟县气象台", "大风", Colour.BLUE)
    assert (found.references, found.ends, found.follows) == (("1",), state == "cancel", False)
    assert found.text == "风力可达六级。\n防御指南：加固棚架。"


def test_nothing_in_force_is_an_answer_and_an_error_is_none() -> None:
    assert bulletin(b'{"metadata": {"zeroResult": true}, "alerts": []}').notices == ()
    assert bulletin(b'{"code": "200", "warning": []}').notices == ()
    for wrong in (b'{"code": "401"}', b'{"code": "402", "warning": []}', b'{"metadata": {}, "alerts": null}'):
        with pytest.raises(ParseError):
            bulletin(wrong)


TITLE = "中牟县气象台发布暴雨橙色预警信号"
TOLD = {"name": "A", "title": TITLE, "expires": "22:00", "status": "Actual", "kind": "Alert", "area": "中牟县"}
ENTRIES = [(f"A{n}", f"https://cap.example/{n}.xml", f"Rain {n}") for n in range(12)]


def following(area: str = "") -> Follower:
    follower = Follower(source=source(FEED, area=area))
    follower.web.pages[FEED] = feed(ENTRIES)
    for n, (name, url, _title) in enumerate(ENTRIES):
        follower.web.pages[url] = alert(name, hazard=f"暴雨{n}").encode()
    return follower


def test_a_feed_is_followed_to_its_documents_once_and_a_few_at_a_time() -> None:
    follower = following()
    told = follower.visit()
    assert len(told) == 12
    assert [len(harvest.articles) for harvest in follower.harvests] == [5, 5, 2]
    assert [harvest.remaining for harvest in follower.harvests] == [2, 1, 0]
    follower.visits(3)
    assert len(follower.web.asked) == 1 + 12 + 3


def test_half_a_feed_makes_nobody_read_the_other_half_again() -> None:
    follower = following()
    follower.visit()
    follower.web.pages[FEED] = feed(ENTRIES[:2])
    follower.visits(1)
    follower.web.pages[FEED] = feed(ENTRIES)
    follower.visits(1)
    assert len(follower.web.asked) == 1 + 12 + 2


def test_a_cut_visit_goes_on_with_the_documents_that_are_left() -> None:
    follower = following()
    told = follower.visit(after=1) + follower.visit(after=1) + follower.visit()
    assert len(told) == 12
    assert len(follower.web.asked) == 1 + 12 + 1


def test_a_document_that_is_gone_leaves_the_others() -> None:
    follower = following()
    del follower.web.pages[ENTRIES[0][1]]
    assert len(follower.visit()) == 11
    assert follower.errors == []


def test_a_document_that_cannot_be_fetched_now_is_fetched_next_time() -> None:
    follower = following()
    follower.web.pages[ENTRIES[3][1]] = [FetchError("连不上。"), alert("A3").encode()]
    assert len(follower.visit()) == 11
    assert "没有取到" in follower.harvests[-1].notes[0]
    assert len(follower.visits(1)) == 1
    assert follower.harvests[-1].notes == ()
    assert follower.errors == []
    assert follower.web.unchanged == 1, "for its sake the feed is not asked for as a whole again"


def test_a_server_that_is_down_is_not_asked_for_everything() -> None:
    follower = following()
    good = {url: page for url, page in follower.web.pages.items() if url != FEED}
    follower.web.pages |= dict.fromkeys(good, FetchError("连不上。"))
    assert follower.visit() == []
    assert len(follower.web.asked) == 4
    assert len(follower.errors) == 1
    follower.web.pages |= good
    assert len(follower.visits(1)) == 12


def test_one_document_that_is_never_there_keeps_nobody_from_what_is_new() -> None:
    follower = following()
    follower.web.pages[ENTRIES[3][1]] = FetchError("连不上。")
    follower.visit()
    follower.web.pages[FEED] = feed([*ENTRIES, ("A99", "https://cap.example/99.xml", "Rain")])
    follower.web.pages["https://cap.example/99.xml"] = alert("A99", hazard="冰雹").encode()
    assert [signal(one).hazard for one in follower.visits(1)] == ["冰雹"]


def test_entries_speak_for_themselves_while_their_server_is_down() -> None:
    entries = [
        INLINE.format(**TOLD | {"name": f"A{n}", "title": TITLE.replace("暴雨", f"第{n}种雨")}) for n in range(9)
    ]
    inside = "".join(one[one.index("<entry>") : one.index("</feed>")] for one in entries)
    follower = Follower(source=source(FEED))
    follower.web.pages[FEED] = f"{entries[0][: entries[0].index('<entry>')]}{inside}</feed>".encode()
    follower.web.pages |= {f"https://cap.example/A{n}.xml": FetchError("连不上。") for n in range(9)}
    assert len(follower.visit()) == 9
    assert len(follower.web.asked) == 4
    assert len(follower.errors) == 1
    assert follower.visits(2) == []


def test_what_is_read_apart_can_be_handed_over() -> None:
    for body in (answer([item()]), alert("A").encode(), feed(ENTRIES), INLINE.format(**TOLD).encode()):
        found = bulletin(body)
        assert pickle.loads(pickle.dumps(found)) == found


def test_a_server_that_asks_for_time_is_left_alone() -> None:
    follower = following()
    follower.web.pages[ENTRIES[1][1]] = [LaterError("太密。", 5 * MINUTE), alert("A1", hazard="暴雨1").encode()]
    assert len(follower.visit()) == 1
    assert len(follower.web.asked) == 3
    assert len(follower.visits(1)) == 11


def inline(**change: str) -> Follower:
    follower = Follower(source=source(FEED, area="中牟县"))
    follower.web.pages[FEED] = INLINE.format(**TOLD | change).encode()
    return follower


def test_an_entry_speaks_for_itself_where_its_document_is_gone() -> None:
    [article] = inline().visit()
    assert article.body == "雨很大。"
    assert signal(article).expires_at == datetime(2026, 7, 20, 14, 0, tzinfo=UTC)


@pytest.mark.parametrize("change", [{"area": "信阳市"}, {"expires": "09:00"}, {"status": "Test"}, {"kind": "Ack"}])
def test_an_entry_that_cannot_concern_us_costs_no_request(change: dict[str, str]) -> None:
    follower = inline(**{"title": "强降雨", **change})
    assert follower.visit() == []
    assert follower.web.asked == [FEED]


def test_a_far_entry_is_known_by_its_code() -> None:
    near, far = alarm_id(NOW, "410122"), alarm_id(NOW, "370614")
    follower = Follower(source=source(FEED, area="中牟县"))
    follower.web.pages[FEED] = feed([(one, f"https://cap.example/{one}", "Rain") for one in (near, far)])
    follower.visit()
    assert follower.web.asked == [FEED]  # RSS links without a type or suffix lead to web pages
    follower.web.pages[FEED] = feed([(one, f"https://cap.example/{one}.xml", "Rain") for one in (near, far)])
    follower.visits(1)
    assert follower.web.asked[2:] == [f"https://cap.example/{near}.xml"]


def folder(**files: str) -> Follower:
    follower = Follower(source=source("/var/cap"))
    for name, text in files.items():
        follower.drawer.files[f"{name}.xml"] = (text.encode(), NOW - HOUR)
    return follower


def test_a_folder_of_files() -> None:
    follower = folder(a=alert("A", NOW - MINUTE), b=alert("U", kind="Update", refers=["A"], colour="红"))
    assert [signal(one).colour for one in follower.visit()] == [Colour.RED]
    assert follower.visits(2) == []
    follower.drawer.files["c.cap"] = (alert("C", follower.now, kind="Cancel", refers=["U"]).encode(), follower.now)
    assert follower.visit() == []
    assert follower.harvests[-1].waiting == ("c.cap",)
    [article] = follower.visits(1)
    assert signal(article).stage is Stage.CANCELLED


def test_a_file_that_cannot_be_read_is_noted_until_it_is_mended() -> None:
    follower = folder(a=alert("A"), b=alert("B", hazard="大风")[:300])
    assert len(follower.visit()) == 1
    assert follower.harvests[-1].notes[0].startswith("b.xml 没有读")
    follower.visits(1)
    follower.drawer.files["b.xml"] = (alert("B", hazard="大风").encode(), NOW)
    assert len(follower.visits(1)) == 1
    assert follower.harvests[-1].notes == ()


def test_a_list_in_a_folder_lifts_nothing() -> None:
    follower = folder()
    follower.drawer.files["a.json"] = (answer([item()]), NOW - HOUR)
    assert len(follower.visit()) == 1
    follower.drawer.files["a.json"] = (answer([]), NOW)
    assert follower.visits(5) == []


def test_a_folder_that_is_gone_is_an_error_after_what_was_due() -> None:
    follower = folder(a=alert("A", span=HOUR))
    follower.visit()
    follower.drawer.gone = True
    follower.now += HOUR
    [article] = follower.visit()
    assert signal(article).stage is Stage.EXPIRED
    assert len(follower.errors) == 1


def test_a_document_handed_over() -> None:
    from watchers import gazetteer

    take = handed_warnings(apart, as_it_is, gazetteer.load())
    [harvest] = take(alert("A").encode(), source("", paper="防汛办"), "", NOW)
    assert signal(harvest.articles[0]).stage is Stage.NEW
    assert list(take(alert("A").encode(), source(""), harvest.bookmark, NOW + timedelta(minutes=1))) == []
    with pytest.raises(ParseError):
        list(take(b"hello", source(""), "", NOW))
