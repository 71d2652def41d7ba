"""Words that decide how something is told: denied, allowed, planned, at most; and words that say nothing."""

from __future__ import annotations

import re

# How a deed is told; two that are told differently are not the same.
MARKS = {
    "never": "禁止 严禁 不得 不准 不许 不可 不可以 不能 谢绝 杜绝 切勿 请勿 勿",
    "no need": "无需 无须 不必 不用 免于 免予 毋需 不需要 不需",
    "not": "不 未 没 没有 尚未 未能 未经 不再 不予 无 拒绝 否认 并非 不会 从未",
    "ended": "取消 停止 暂停 中止 终止 撤销 叫停 暂缓 推迟 延期 废止 中断",
    "may": "可以 可 允许 准许 准予 能 能够 有权",
    "must": "必须 须 应当 应 应该 务必 需要 需 要求 要 得",
    "perhaps": "可能 有望 疑似 或许 或将 也许 网传 据称 不排除",
    "planned": "将 拟 计划 预计 准备 打算 力争 争取 即将 规划",
    "done": "已 已经 业已",
}
MARK = {word: kind for kind, words in MARKS.items() for word in words.split()}
# These have to be the same; the time of a deed may be left open.
WEIGHTY = frozenset(MARKS) - {"planned", "done"}
DENIED = frozenset({"never", "no need", "not", "ended"})
# Words that look like a denial and are none, or are one of a number.
NOT_MARKS = re.compile(
    r"不仅|不断|不少于?|不超过|不高于|不大于|不低于|不小于|不过|不久|不同|不锈钢|不动产|无论|不论|未来|未成年人?|只要|不等"
)
BOUND = re.compile(
    r"(?P<most>不超过|不高于|不大于|最多|至多|最高|不足|不到|少于|低于|以下|以内|之内)"
    r"|(?P<least>不少于|不低于|不小于|最少|至少|最低|超过|超|逾|多于|高于|以上)|(?P<sum>共|合计|总计|累计)"
)
# Said of any news: who says it, that something is, is done or belongs to something.
LIGHT = frozenset(
    """
    发布 公布 推出 出台 印发 介绍 表示 提醒 指出 强调 明确 提出 说明 通知 宣布 获悉 了解 记者 消息 显示 透露 据悉
    包括 涉及 覆盖 包含 涵盖 共有 共计 其中 进行 开展 实施 举行 举办 展开 推进 提供 给予 予以 作出 做出 成为 作为
    通过 根据 按照 对于 关于 有关 相关 目前 近日 日前 今日 昨日 今天 昨天 今年 当前 本报 报道 情况 方面 工作 有着
    以及 并且 同时 此外 另外 因此 由于 为了 其他 部分 一些 多个 分别 方便 即可 起来 这一 该市 当地 本地 我市 全市
    """.split()  # noqa: SIM905 - seventy words
)
# What would change the weight of the news: only if the article says it itself.
STRONG = re.compile(
    r"首次|首个|首家|最大|最高|最低|最长|最多|最快|唯一|全部|所有|一律|全面|大幅|翻番|翻倍|率先|第一|永久|终身|免费|重大|严重|紧急|如期|按时|照常|如约|准时"
)
# Directions and their opposites: to be found as they are, not by their characters.
POLAR = frozenset(
    """
    上涨 下降 下跌 增加 减少 提高 降低 上升 上调 下调 扩大 缩小 延长 缩短 开工 竣工 完工 开通 关闭 开放 封闭 恢复
    新增 新建 拆除 批准 驳回 通过 否决 胜诉 败诉 同意 反对 支持 赞成 买入 卖出 进口 出口 入选 落选 获得 失去 超过
    增长 合格 达标 超标 盈利 亏损 加快 放缓 提前 推后 收取 退还 缴纳 发放 增至 降至 升至 减至 放宽 收紧 启用 停用
    """.split()  # noqa: SIM905 - eighty words
)
# Single characters that only bind; others in a row are a name or a word that no list has.
BINDING = frozenset(
    "的了在是和与及或等为对从到把被将向以于由按比个月后前中内外上下年日时分元名家种次条项至每各其该此这那又也都还并"
    "就才只仅更最很较已未不无可能应须需要请过来去起开多少大小新老有让使给跟同而且因如若则即但却所者之地得着着再共约近"
    "余达超人们我你他她它本全总两一二三四五六七八九十百千万亿点周天号区市县省镇乡村路"
)
# They set one thing against another of the same name: 新政策 and 原政策.
AGAINST = frozenset("新原旧首末男女东西南北老副")
YEARS = re.compile(r"前年|去年|今年|明年|后年|上半年|下半年|上月|本月|下月|上周|本周|下周|昨日|今日|明日")
JOINS = frozenset("、和或及与并")
