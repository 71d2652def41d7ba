"""The contract of NewsStore."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from contracts.samples import DAY, ISSUE, MINUTE, NOW, article, first, put, source
from watchers.errors import StoreError
from watchers.model import Fault, Found, Harvest, Issue, Raw, Revision, SeenDay
from watchers.ports import NOTHING_FOUND, NewsStore


class NewsStoreContract:
    """Needs the fixture `store`: an empty NewsStore."""

    def test_a_new_source_is_due_at_once_and_only_for_one(self, store: NewsStore) -> None:
        store.enlist([source()], NOW)
        visit = store.claim(NOW, MINUTE)
        assert visit
        assert (visit.source, visit.bookmark, visit.until, visit.failures) == (source(), "", NOW + MINUTE, 0)
        assert store.claim(NOW, MINUTE) is None

    def test_a_lease_that_lapsed_frees_the_source_and_shuts_out_the_late_one(self, store: NewsStore) -> None:
        store.enlist([source()], NOW)
        late = store.claim(NOW, MINUTE)
        again = store.claim(NOW + MINUTE, MINUTE)
        assert late
        assert again
        with pytest.raises(StoreError):
            store.save(late, Harvest(bookmark="late"), first(article()), NOW + MINUTE)
        store.settle(late, NOW + 9 * MINUTE, NOW + MINUTE)
        assert store.current("晨光", ISSUE) == ()
        assert store.save(again, Harvest(bookmark="mine"), first(article()), NOW + MINUTE)

    def test_the_longest_due_comes_first(self, store: NewsStore) -> None:
        store.enlist([source("甲")], NOW)
        store.enlist([source("甲"), source("乙")], NOW - MINUTE)
        names = [visit.source.name for visit in (store.claim(NOW, MINUTE), store.claim(NOW, MINUTE)) if visit]
        assert names == ["乙", "甲"]

    def test_names_and_due_only(self, store: NewsStore) -> None:
        store.enlist([source("甲"), source("乙")], NOW)
        put(store, (), name="乙")
        assert store.claim(NOW, MINUTE, names=("乙",)) is None
        visit = store.claim(NOW, MINUTE, names=("乙",), due_only=False)
        assert visit
        assert visit.source.name == "乙"
        assert store.claim(NOW, MINUTE, names=("丙",), due_only=False) is None

    def test_save_appends_and_moves_the_bookmark(self, store: NewsStore) -> None:
        store.enlist([source()], NOW)
        visit = store.claim(NOW, MINUTE)
        assert visit
        one, two = article(), article("渡口恢复开航", order=2)
        added = store.save(visit, Harvest(bookmark="到此", notes=("一版是空的",)), first(one, two), NOW)
        assert [entry.article for entry in added] == [one, two]
        assert added[0].id < added[1].id
        assert {(entry.version, entry.source, entry.seen_at, entry.replaced) for entry in added} == {
            (1, "晨光", NOW, False)
        }
        store.settle(visit, NOW + MINUTE, NOW)
        following = store.claim(NOW + MINUTE, MINUTE)
        assert following
        assert (following.bookmark, following.notes) == ("到此", ("一版是空的",))
        assert tuple(store.current("晨光", ISSUE)) == tuple(added)

    def test_a_correction_replaces_the_version_before(self, store: NewsStore) -> None:
        store.enlist([source()], NOW)
        (old,) = put(store, first(article()))
        better = replace(article(), body="操场今日启用。")
        (new,) = put(store, [Revision(uid=first(article())[0].uid, version=2, article=better)], NOW + MINUTE)
        assert new > old
        (entry,) = store.current("晨光", ISSUE)
        assert (entry.id, entry.version, entry.article, entry.seen_at) == (new, 2, better, NOW + MINUTE)

    def test_what_becomes_a_part_is_no_article_of_its_own_and_may_be_one_again(self, store: NewsStore) -> None:
        store.enlist([source()], NOW)
        head, tail = first(article("上篇"), article("下篇"))
        put(store, [head, tail])
        put(store, [replace(head, version=2, joined=(tail.uid,))])
        whole, part = store.current("晨光", ISSUE)
        assert (whole.version, whole.joined, whole.replaced) == (2, (tail.uid,), False)
        assert (part.uid, part.version, part.article, part.replaced) == (tail.uid, 1, tail.article, True)
        assert [health.articles for health in store.health()] == [1]
        put(store, [replace(head, version=3), replace(tail, version=2)])
        assert [(one.uid, one.version, one.replaced) for one in store.current("晨光", ISSUE)] == [
            (head.uid, 3, False),
            (tail.uid, 2, False),
        ]

    @pytest.mark.parametrize("wrong", [1, 3], ids=["a version twice", "a version left out"])
    def test_a_save_that_does_not_fit_leaves_nothing_behind(self, store: NewsStore, wrong: int) -> None:
        store.enlist([source()], NOW)
        put(store, first(article()))
        visit = store.claim(NOW, MINUTE, due_only=False)
        assert visit
        misfit = Revision(uid=first(article())[0].uid, version=wrong, article=article())
        with pytest.raises(StoreError):
            store.save(visit, Harvest(bookmark="half"), [*first(article("新的")), misfit], NOW)
        store.settle(visit, NOW, NOW)
        again = store.claim(NOW, MINUTE)
        assert again
        assert again.bookmark == "b"
        assert [entry.article.headline for entry in store.current("晨光", ISSUE)] == [article().headline]

    def test_current_is_of_one_issue_of_one_source(self, store: NewsStore) -> None:
        store.enlist([source("甲"), source("乙")], NOW)
        put(store, first(article()), name="甲")
        assert store.current("乙", ISSUE) == ()
        assert store.current("甲", Issue(paper="晚报", day=DAY)) == ()
        assert store.current("甲", Issue(paper=ISSUE.paper, day=DAY + timedelta(days=1))) == ()

    def test_health_tells_how_a_source_does(self, store: NewsStore) -> None:
        store.enlist([source()], NOW)
        put(store, first(article(), article("渡口恢复开航")))
        for minutes in (5, 6):
            visit = store.claim(NOW + minutes * MINUTE, MINUTE)
            assert visit
            store.settle(visit, NOW + (minutes + 1) * MINUTE, NOW + minutes * MINUTE, error="文件夹不见了")
        (health,) = store.health()
        assert (health.articles, health.last_day, health.failures) == (2, DAY, 2)
        assert (health.last_error, health.last_good_at, health.last_new_at) == ("文件夹不见了", NOW, NOW)
        assert health.due_at == NOW + 7 * MINUTE

    def test_a_postponed_visit_changes_nothing_but_the_time(self, store: NewsStore) -> None:
        store.enlist([source()], NOW)
        visit = store.claim(NOW, MINUTE)
        assert visit
        store.settle(visit, NOW, NOW, error="坏了")
        (before,) = store.health()
        visit = store.claim(NOW, MINUTE)
        assert visit
        store.postpone(visit, NOW + 7 * MINUTE, NOW)
        assert store.health() == (replace(before, due_at=NOW + 7 * MINUTE),)
        assert store.claim(NOW + 6 * MINUTE, MINUTE) is None
        assert store.claim(NOW + 7 * MINUTE, MINUTE)

    def test_a_good_visit_forgets_the_failures(self, store: NewsStore) -> None:
        store.enlist([source()], NOW)
        visit = store.claim(NOW, MINUTE)
        assert visit
        store.settle(visit, NOW, NOW, error="坏了")
        put(store, ())
        (health,) = store.health()
        assert (health.failures, health.last_error) == (0, "")

    def test_a_retired_source_rests_and_keeps_its_articles(self, store: NewsStore) -> None:
        store.enlist([source("甲"), source("乙")], NOW)
        put(store, first(article()), name="甲")
        store.enlist([source("乙")], NOW)
        assert [health.source.name for health in store.health()] == ["乙"]
        assert store.claim(NOW, MINUTE, names=("甲",), due_only=False) is None
        assert len(store.current("甲", ISSUE)) == 1
        store.enlist([source("甲"), source("乙")], NOW)
        back = store.claim(NOW, MINUTE, names=("甲",))
        assert back
        assert back.bookmark == "b"

    def test_the_same_configuration_changes_nothing_and_another_folder_starts_afresh(self, store: NewsStore) -> None:
        store.enlist([source()], NOW)
        put(store, ())
        store.enlist([source()], NOW + MINUTE)
        assert store.claim(NOW + MINUTE, MINUTE) is None
        store.enlist([source(location="/elsewhere")], NOW + MINUTE)
        visit = store.claim(NOW + MINUTE, MINUTE)
        assert visit
        assert (visit.bookmark, visit.source.location) == ("", "/elsewhere")

    def test_a_quicker_pace_counts_from_now(self, store: NewsStore) -> None:
        store.enlist([source(every=timedelta(days=7))], NOW)
        put(store, ())
        store.enlist([source(every=MINUTE)], NOW)
        assert store.claim(NOW + MINUTE, MINUTE)

    def test_a_plan_made_under_a_wrong_clock_is_mended(self, store: NewsStore) -> None:
        wrong = NOW + timedelta(days=9000)
        store.enlist([source()], wrong)
        assert store.claim(wrong, MINUTE)
        store.enlist([source()], NOW)
        assert store.claim(NOW + timedelta(hours=1), MINUTE)

    def test_a_save_begins_the_lease_anew_and_keeps_the_visit(self, store: NewsStore) -> None:
        store.enlist([source()], NOW)
        visit = store.claim(NOW, MINUTE)
        assert visit
        store.save(visit, Harvest(bookmark="一"), (), NOW + 0.9 * MINUTE)
        assert store.claim(NOW + 1.8 * MINUTE, MINUTE) is None
        store.save(visit, Harvest(bookmark="二"), (), NOW + 1.8 * MINUTE)
        store.settle(visit, NOW + 2 * MINUTE, NOW + 1.9 * MINUTE)
        again = store.claim(NOW + 2 * MINUTE, MINUTE)
        assert again
        assert again.bookmark == "二"

    def test_after_a_crash_nobody_holds_a_lease(self, store: NewsStore) -> None:
        store.enlist([source()], NOW)
        dead = store.claim(NOW, 2 * MINUTE)
        assert dead
        store.recover()
        with pytest.raises(StoreError):
            store.save(dead, Harvest(bookmark="dead"), first(article()), NOW)
        assert store.claim(NOW + MINUTE, MINUTE)

    def test_an_article_is_found_by_each_key_that_it_has_had(self, store: NewsStore) -> None:
        store.enlist([source(), source("别家")], NOW)
        old = replace(article(), key="k/1")
        moved = replace(old, key="k/2", day=DAY + timedelta(days=9), headline="改了题，换了日子")
        put(store, first(old))
        put(store, [Revision(uid=first(old)[0].uid, version=2, article=moved)])
        found = store.keyed("晨光", {"k/1", "k/2", "k/3"})
        assert {key: (entry.uid, entry.version, entry.article) for key, entry in found.items()} == {
            key: (first(old)[0].uid, 2, moved) for key in ("k/1", "k/2")
        }
        assert store.keyed("别家", {"k/1"}) == store.keyed("晨光", set()) == {}

    def test_pages_are_kept_as_they_came_last(self, store: NewsStore) -> None:
        store.enlist([source(), source("别家")], NOW)
        visit = store.claim(NOW, MINUTE, names=("晨光",))
        assert visit
        page = Raw(url="http://paper/1", body=b"\x00\xff" * 999, content_type="text/html; charset=gbk")
        store.save(visit, Harvest(bookmark="", raw=(page, replace(page, url="http://paper/2"))), (), NOW)
        better = replace(page, body="更正".encode("gbk"))
        store.save(visit, Harvest(bookmark="", raw=(better,)), (), NOW + MINUTE)
        assert store.raw("晨光", page.url) == better
        assert store.raw("别家", page.url) is store.raw("晨光", "http://paper/3") is None
        assert store.kept("晨光", NOW) == ("http://paper/2", page.url)
        assert store.kept("晨光", NOW + MINUTE) == (page.url,)
        assert store.kept("别家", NOW) == ()
        month = NOW + timedelta(days=31)
        store.save(visit, Harvest(bookmark="", raw=(replace(page, url="http://paper/9"),)), (), month)
        assert store.kept("晨光", NOW) == ("http://paper/9",)

    def test_visits_that_came_to_the_same_nothing_are_one_look(self, store: NewsStore) -> None:
        store.enlist([source()], NOW)

        def visit(minute: int, error: str = "", found: Found = NOTHING_FOUND) -> None:
            claimed = store.claim(NOW + minute * MINUTE, MINUTE, due_only=False)
            assert claimed
            store.settle(claimed, NOW, NOW + minute * MINUTE, error, found)

        brought, layout = Found(new=3, articles=3, issues=1), Found(fault=Fault.LAYOUT)
        visit(0, found=brought)
        visit(1, found=Found(new=1, changed=1, articles=4, issues=1))
        visit(2)
        visit(3)
        visit(4, "变了样", layout)
        visit(5, "还是变了样", layout)
        visit(6, "断了")
        claimed = store.claim(NOW + 7 * MINUTE, MINUTE, due_only=False)
        assert claimed
        store.postpone(claimed, NOW, NOW + 7 * MINUTE)
        visit(8, found=brought)
        visit(30, found=brought)
        assert [(look.found, look.times, (look.at - NOW) // MINUTE) for look in store.looks("晨光")] == [
            (Found(new=4, changed=1, articles=7, issues=2), 2, 1),
            (NOTHING_FOUND, 2, 3),
            (layout, 2, 5),
            (Found(fault=Fault.UNREADABLE), 1, 6),
            (Found(fault=Fault.LATER), 1, 7),
            (brought, 1, 8),
            (brought, 1, 30),
        ]
        assert store.looks("晨光")[1].begun_at == NOW + 2 * MINUTE
        assert store.looks("别家") == ()

    def test_looks_are_bounded(self, store: NewsStore) -> None:
        store.enlist([source()], NOW)
        for hour in range(230):
            claimed = store.claim(NOW + hour * 60 * MINUTE, MINUTE, due_only=False)
            assert claimed
            store.settle(claimed, NOW, NOW + hour * 60 * MINUTE, found=Found(new=1))
        assert 150 <= len(store.looks("晨光")) <= 200
        claimed = store.claim(NOW + timedelta(days=90), MINUTE, due_only=False)
        assert claimed
        store.settle(claimed, NOW, NOW + timedelta(days=90))
        assert len(store.looks("晨光")) == 1

    def test_days_seen(self, store: NewsStore) -> None:
        store.enlist([source()], NOW)
        next_day = replace(article("次日"), day=DAY + timedelta(days=1))
        put(store, first(article("甲"), article("乙")))
        put(store, first(article("丙"), next_day), NOW + 5 * MINUTE)
        put(store, [Revision(uid="u-甲", version=2, article=replace(article("甲"), body="改了。"))], NOW + 9 * MINUTE)
        assert store.days_seen("晨光") == (
            SeenDay(day=DAY, first_at=NOW, articles=3),
            SeenDay(day=DAY + timedelta(days=1), first_at=NOW + 5 * MINUTE, articles=1),
        )
        assert store.days_seen("别家") == ()
