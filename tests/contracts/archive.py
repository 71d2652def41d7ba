"""The contract of Archive."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta

from contracts.samples import DAY, MINUTE, NOW, article, first
from watchers.model import Article, Deadline, Event, Facts, ForecastDay, Issue, Revision
from watchers.ports import Archive
from watchers.warning import Stage, WarningSignal

Fill = Callable[[Sequence[Revision], datetime], tuple[int, ...]]


class ArchiveContract:
    """Needs the fixtures `archive`, empty, and `fill`, which appends revisions to it at an instant."""

    def test_an_empty_archive(self, archive: Archive) -> None:
        assert archive.last_id() == 0
        assert archive.entry(1) is None
        assert archive.latest("u") is None
        assert list(archive.after(0, 9)) == []
        assert list(archive.search(["操场"], 9)) == []
        assert dict(archive.days()) == {}

    def test_the_log_is_read_by_a_cursor(self, archive: Archive, fill: Fill) -> None:
        ids = fill(first(article("甲"), article("乙"), article("丙")), NOW)
        assert [entry.id for entry in archive.after(0, 2)] == list(ids[:2])
        assert [entry.article.headline for entry in archive.after(ids[1], 9)] == ["丙"]
        assert archive.last_id() == ids[-1]

    def test_a_corrected_article_keeps_its_uid_and_its_first_sight(self, archive: Archive, fill: Fill) -> None:
        old = first(article())[0]
        (one,) = fill([old], NOW)
        (two,) = fill([replace(old, version=2, article=replace(old.article, body="改为周五启用。"))], NOW + MINUTE)
        before, now, latest = archive.entry(one), archive.entry(two), archive.latest(old.uid)
        assert before
        assert before.replaced
        assert now
        assert now == latest
        assert not now.replaced
        assert [entry.id for entry in archive.after(0, 9)] == [one, two]
        assert [entry.id for entry in archive.seen_between(NOW, NOW + MINUTE)] == [two]
        assert list(archive.seen_between(NOW + MINUTE, NOW + 2 * MINUTE)) == []
        assert dict(archive.days()) == {DAY: 1}
        assert [entry.id for entry in archive.search(["周五"], 9)] == [two]
        assert list(archive.search(["昨日"], 9)) == []

    def test_a_part_leads_to_the_whole_however_often_it_was_joined(self, archive: Archive, fill: Fill) -> None:
        one, two, three = first(article("上篇"), article("中篇", "中间。"), article("下篇", "末尾。"))
        fill([one, two, three], NOW)
        fill([replace(two, version=2, joined=(three.uid,))], NOW)
        whole = replace(one.article, body="昨日启用。中间。末尾。")
        (before,) = fill([replace(one, version=2, article=whole, joined=(two.uid, three.uid))], NOW)
        for part in (one, two, three):
            found = archive.latest(part.uid)
            assert found
            assert (found.id, found.joined) == (before, (two.uid, three.uid))
        assert [entry.id for entry in archive.search(["末尾"], 9)] == [before]
        assert [entry.replaced for entry in archive.after(0, 9)] == [True, True, True, True, False]
        (again,) = fill([replace(three, version=2)], NOW)
        found = archive.latest(three.uid)
        assert found
        assert found.id == again
        assert archive.latest(two.uid) == archive.entry(before)

    def test_where_lines_come_from(self, archive: Archive, fill: Fill) -> None:
        ids = fill(first(article("甲"), article("乙")), NOW)
        assert archive.origins([*ids, 999]) == {"晨光"}
        assert archive.origins([]) == archive.origins([999]) == frozenset()

    def test_the_order_of_the_paper(self, archive: Archive, fill: Fill) -> None:
        def at(page: str, order: int, day: date = DAY) -> Article:
            return replace(article(f"{day}-{page}-{order}", page=page, order=order), day=day)

        wanted = [at("1", 1, DAY - timedelta(days=1)), at("1", 1), at("1", 2), at("2", 1), at("10", 1), at("A02", 1)]
        fill(first(*reversed(wanted)), NOW)
        found = archive.dated_between(DAY - timedelta(days=1), DAY)
        assert [entry.article for entry in found] == wanted
        assert [entry.article.day for entry in archive.dated_between(DAY, DAY)] == [DAY] * 5
        assert list(archive.days()) == [DAY, DAY - timedelta(days=1)]

    def test_search_finds_every_word_in_any_part(self, archive: Archive, fill: Fill) -> None:
        whole = replace(
            article("渡口恢复开航", "首班船七点出发。"), kicker="汛期过后", subhead="票价不变", captions=("船工老秦",)
        )
        (one, _) = fill(first(whole, article("渡口小学运动会", "操场热闹。")), NOW)
        for words in (["渡口", "七点"], ["汛期"], ["票价"], ["老秦"], ["船"], ["发"]):
            assert [entry.id for entry in archive.search(words, 9)] == [one], words
        assert list(archive.search(["渡口", "地铁"], 9)) == []
        assert len(archive.search(["渡口"], 9)) == 2
        assert len(archive.search(["渡口"], 1)) == 1

    def test_what_holds_any_of_the_words(self, archive: Archive, fill: Fill) -> None:
        ids = fill(first(article("渡口恢复开航"), article("地铁开通"), article("操场热闹")), NOW)
        assert {entry.id for entry in archive.holding(["渡口", "地铁", "没有"], 9)} == set(ids[:2])
        assert [entry.id for entry in archive.holding(["渡口", "地铁"], 1, newest=True)] == [ids[1]]
        assert list(archive.holding(["。", ""], 9)) == []
        assert list(archive.holding([], 9)) == []
        assert [entry.id for entry in archive.holding_each([["渡口", "地铁"], ["开航", "没有"]], 9)] == [ids[0]]
        assert {entry.id for entry in archive.holding_each([["渡口", "地铁"], ["。"]], 9)} == set(ids[:2])
        assert list(archive.holding_each([["渡口"], ["地铁"]], 9)) == []
        assert list(archive.holding_each([], 9)) == []

    def test_search_ranks_headlines_first_or_the_newest(self, archive: Archive, fill: Fill) -> None:
        filler = "天气晴好，市民出行。" * 5
        ids = fill(first(article("地铁三号线开通", filler), article("一周回顾", f"地铁。{filler}")), NOW)
        assert [entry.id for entry in archive.search(["地铁"], 9)] == list(ids)
        assert [entry.id for entry in archive.search(["地铁"], 9, newest=True)] == list(reversed(ids))

    def test_issues_by_paper_day_and_page(self, archive: Archive, fill: Fill) -> None:
        before = DAY - timedelta(days=1)
        evening = replace(article("晚报头条"), paper="颍川晚报", day=before)
        fill(first(article("一", page="1"), article("二", page="A02"), article("三", page="2", order=2), evening), NOW)
        fill(first(replace(article("昨日一"), day=before), article("四", page="2")), NOW)
        newest = {(one.issue.paper, one.issue.day): (one.pages, one.articles) for one in archive.newest_issues()}
        assert newest == {("晨光日报", DAY): (3, 4), ("颍川晚报", before): (1, 1)}
        assert [one.issue.day for one in archive.issues_of("晨光日报", 9)] == [DAY, before]
        assert [one.issue.day for one in archive.issues_of("晨光日报", 1)] == [DAY]
        assert list(archive.issues_of("没有", 9)) == []
        told = archive.of_issue(Issue(paper="晨光日报", day=DAY))
        assert [entry.article.headline for entry in told] == ["一", "四", "三", "二"]
        assert list(archive.of_issue(Issue(paper="颍川晚报", day=DAY))) == []

    def test_printed_forecasts_of_a_day(self, archive: Archive, fill: Fill) -> None:
        def forecast(day: date, text: str) -> Article:
            told = ForecastDay(date=DAY + timedelta(days=1), text=text)
            other = ForecastDay(date=DAY + timedelta(days=2), text="阴")
            facts = Facts(forecast=(told, other) if text else (other,))
            return replace(article(f"天气 {day}"), day=day, facts=facts)

        yesterday = DAY - timedelta(days=1)
        fill(first(forecast(yesterday, "多云"), forecast(DAY, "晴"), replace(forecast(DAY, ""), headline="别的")), NOW)
        found = archive.forecasts(DAY + timedelta(days=1))
        assert [(entry.article.day, told.text) for entry, told in found] == [(DAY, "晴"), (yesterday, "多云")]
        assert list(archive.forecasts(DAY)) == []

    def test_articles_that_date_something(self, archive: Archive, fill: Fill) -> None:
        def due(name: str, ahead: int) -> Article:
            deadline = Deadline(date=DAY + timedelta(days=ahead), what="报名", words="前报名")
            return replace(article(name), facts=Facts(deadlines=(deadline,)))

        def fair(name: str, first: int | None, last: int) -> Article:
            begins = None if first is None else DAY + timedelta(days=first)
            return replace(
                article(name), facts=Facts(events=(Event(what="庙会", first=begins, last=DAY + timedelta(days=last)),))
            )

        old = replace(due("半年前", 3), day=DAY - timedelta(days=200))
        quoted = article("引文", '他写下"deadlines":[{和"events":[{。')
        told = [
            due("前天", -2),
            due("后天", 2),
            due("下月", 30),
            fair("正在", -3, 1),
            fair("将来", 8, 9),
            fair("止", None, 4),
            old,
            quoted,
        ]
        fill(first(*told), NOW)
        found = archive.dating(DAY, DAY + timedelta(days=7))
        assert [entry.article.headline for entry in found] == ["后天", "正在", "止"]
        assert [
            entry.article.headline for entry in archive.dating(DAY + timedelta(days=9), DAY + timedelta(days=9))
        ] == ["将来"]

    def test_warnings_in_force(self, archive: Archive, fill: Fill) -> None:
        def state(name: str, version: int, stage: Stage, ends: datetime | None = None) -> Revision:
            signal = WarningSignal(
                hazard="大风", issuer="气象台", area=name, stage=stage, issued_at=NOW, expires_at=ends
            )
            return Revision(uid=name, version=version, article=replace(article(name), warning=signal))

        until = NOW + 10 * MINUTE
        fill([*first(article("大风预警")), state("甲", 1, Stage.NEW), state("乙", 1, Stage.NEW, until)], NOW)
        fill([state("丙", 1, Stage.NEW), state("丁", 1, Stage.EXPIRED)], NOW)
        fill([state("甲", 2, Stage.RAISED), state("丙", 2, Stage.CANCELLED)], NOW + MINUTE)
        assert [one.uid for one in archive.warnings_in_force(NOW + MINUTE)] == ["乙", "甲"]
        assert [one.uid for one in archive.warnings_in_force(until)] == ["甲"]
        assert [one.version for one in archive.versions("甲")] == [1, 2]
        assert list(archive.versions("无")) == []
