"""The week in one message: what is said in it and about it, by language."""

from __future__ import annotations

ZH_HANS = {
    "review.title": "**一周回顾**　{days}",
    "review.days": "{first}至{last}",
    "review.short": "一周回顾",
    "review.count": "这一周与你有关的 {count} 篇，来自 {papers} 家；下面是其中最要紧的 {shown} 篇。",
    "review.count.all": "这一周与你有关的 {count} 篇，来自 {papers} 家。",
    "review.nothing": "这一周没有与你的订阅有关的稿件。发 /list 看看订阅，或发 /packs 挑个主题。",
    "review.same": "同题 {count} 篇",
    "review.deadlines": "还来得及办",
    "review.warnings": "这一周的预警（{count} 条）",
    "review.silent": "⚠️ 这一周没有消息的来源：{papers}。状况见 /sources",
    "review.silent.one": "{paper}（最近一期 {day}）",
    "review.set": "好，每**{when}**（{zone}）发一周回顾，下一次是{day}。不要了就发 /review 关。",
    "review.off": "好，不再定时发一周回顾。想看的时候发 /review。",
    "review.is_off": "一周回顾本来就没有定时发。想看现在的，发 /review；要每周发，发 `/review 每周日 20:00`。",
    "review.what": "没看懂「{rest}」。写成 `/review`（现在看）、`/review 每周日 20:00` 或 `/review 关`。",
    "review.vague": "「{rest}」要几点？点这个时间，或直接发，例如 `/review 周五 20:00`。",
    "review.often": "一周回顾一周一次就好，请只写一天、一个时间，例如 `/review 周日 20:00`。每天要看的，用 /digest。",
    "button.review": "每周日 20:00 都发",
    "menu.review": "一周要闻回顾",
    "help.review": (
        "`/review`　最近七天：各主题最要紧的几篇、还来得及办的事、发过的预警\n"
        "`/review 每周日 20:00`　每周这个时间发来\n`/review 关`　不再定时发"
    ),
}

EN = {
    "review.title": "**Your week**  {days}",
    "review.days": "{first} to {last}",
    "review.short": "Your week",
    "review.count": "This week {count} {count:article|articles} for you in {papers} {papers:paper|papers}. The {shown} that matter most:",
    "review.count.all": "This week {count} {count:article|articles} for you in {papers} {papers:paper|papers}.",
    "review.nothing": "Nothing this week matched your subscriptions. Check them with /list, or pick a topic: /packs.",
    "review.same": "{count} more on this",
    "review.deadlines": "Still open",
    "review.warnings": "Warnings of the week ({count})",
    "review.silent": "⚠️ Nothing this week from: {papers}. See /sources",
    "review.silent.one": "{paper} (last issue {day})",
    "review.set": "Your week comes **{when}** ({zone}), next on {day}. /review off ends it.",
    "review.off": "No more weekly reviews. /review shows one whenever you like.",
    "review.is_off": "There is no weekly review to stop. /review shows the week now, `/review sun 20:00` sends it every week.",
    "review.what": "I don't understand “{rest}”. Send `/review` (now), `/review sun 20:00` or `/review off`.",
    "review.vague": "“{rest}”: at what time? Press this one, or send for example `/review fri 20:00`.",
    "review.often": "Once a week is enough: one day, one time, as in `/review sun 20:00`. For every day there is /digest.",
    "button.review": "Every Sunday at 20:00",
    "menu.review": "your week in one message",
    "help.review": (
        "`/review`  the last seven days: the best of each topic, what can still be done, which warnings there were\n"
        "`/review sun 20:00`  every week at this time\n"
        "`/review off`  stops it"
    ),
}
