"""Answers to what people say as they would to a person, feedback, what the terminal adds; in both languages."""

from __future__ import annotations

ZH_HANS = {
    # -- natural sentences --------------------------------------------------------------------------------------------
    "talk.thanks": "不客气。",
    "talk.fine": "好，有事随时说。",
    "talk.hello": "你好，我在。今天的新闻发 /today，想盯什么直接发那个词；能做什么看 /help。",
    "talk.hush": "嫌吵？还没有改动，点一个才算：",
    "talk.hush.paused": "现在是暂停状态，不会主动发给你。想再听就发 /resume。",
    "talk.drop": "与「{text}」有关的订阅有 {count} 条，要退订就点一下，十分钟内可以撤销。",
    "talk.drop.none": "没有与「{text}」有关的订阅。全部订阅看 /list；一篇稿件不想再听，回复它「静音」。",
    "talk.drop.digest": "不要日报了？还没有改动，点一下才关。",
    "button.pause": "全部暂停",
    "button.quiet": "设免打扰时间",
    "button.unsub.which": "退订几条…",
    "button.unsub.one": "退订 {name}",
    # -- numbers, silence ---------------------------------------------------------------------------------------------
    "numbers.missing": "没有第 {numbers} 条，编号见 /list。",
    "list.at_once": "一次最多看 {most} 条，后面的请再发一次。",
    "mute.which": "这篇是 {count} 条订阅一起命中的，静音哪个？订阅静音{until}；静音本事件，只是这件事不再提。",
    "button.mute.all": "{count} 条都静音",
    # -- the colour from which warnings ring --------------------------------------------------------------------------
    "level.from": "**{colour}及以上**的预警马上响，低于它的进日报。",
    "level.red": "只有**{colour}**预警马上响，其他颜色的进日报。",
    "level.change": "现在是这样，要改就点一个。",
    "level.back": "记下了，想恢复就发 `/level 关`。",
    "quiet.floor.red": "只有{colour}预警照常响（看稿件标题和导语里写的颜色）。",
    # -- what is pressed in a channel ---------------------------------------------------------------------------------
    "channel.told": "回答私聊发给你了，频道里不显示。",
    "channel.open": "回答比较长，频道里不展开。先私聊我发 /start，再点一次，就单独发给你。",
    # -- feedback -----------------------------------------------------------------------------------------------------
    "menu.feedback": "给管理员带句话",
    "help.feedback": "`/feedback 来源少了一期`　这句话会转给管理员，附一个编号，不附你是谁\n管理员答了，就发到这里。一小时最多三条。",
    "feedback.ask": "想对管理员说什么？直接发过来；不说了发 /cancel。",
    "feedback.done": "好，已经转给管理员，编号 **{number}**。有答复就发到这里。",
    "feedback.none": "这里没有登记管理员，带不到话。请找把我介绍给你的人；你自己就是管理员的话，在配置文件里写上 operators。",
    "feedback.many": "一小时里已经带了 {most} 句，{at}以后再发。",
    "feedback.long": "有 {length} 个字，太长了，最多 {most} 个字。拣要紧的说。",
    "feedback.told": "💬 **反馈 {number}**（{where}）\n{text}",
    "feedback.how": "回复这条消息，就是回答那个人。",
    "feedback.where.private": "私聊",
    "feedback.where.group": "群里",
    "feedback.answer": "💬 **管理员回复了你的反馈 {number}**\n{text}",
    "feedback.sent": "好，答复发给反馈 {number} 的人了。",
    "feedback.gone": "反馈 {number} 的人已经删除了自己的一切，答复发不出去了。",
    "feedback.empty": "没有看到文字。回复那条反馈，写上要说的话。",
    # -- what the terminal adds ---------------------------------------------------------------------------------------
    "terminal.updated": "（更新）",
    "terminal.file": "〔文件〕{name}，{size} kB；终端里收不到文件。",
    "terminal.read": "〔文件〕{name}",
    "terminal.items": "发「全文 {number}」看全文，「为什么 {number}」看原因，「静音 {number}」不再提；{number} 可换成别的编号。",
}

EN = {
    # -- natural sentences --------------------------------------------------------------------------------------------
    "talk.thanks": "You are welcome.",
    "talk.fine": "All right. I am here.",
    "talk.hello": "Hello. For today's news send /today; to follow something, send the word; /help shows the rest.",
    "talk.hush": "Too much? Nothing has changed yet; pick one:",
    "talk.hush.paused": "I am paused and send nothing on my own. Send /resume when you want to hear from me again.",
    "talk.drop": "Subscriptions about “{text}”: {count}. Press one to end it; you can undo that for ten minutes.",
    "talk.drop.none": "You have no subscription about “{text}”. /list shows all; to hear no more of an article, reply /mute to it.",
    "talk.drop.digest": "No more digests? Nothing has changed yet; press to turn them off.",
    "button.pause": "Pause everything",
    "button.quiet": "Set quiet hours",
    "button.unsub.which": "End some…",
    "button.unsub.one": "End {name}",
    # -- numbers, silence ---------------------------------------------------------------------------------------------
    "numbers.missing": "There is no number {numbers}; /list shows them.",
    "list.at_once": "The limit is {most} at once; ask again for the others.",
    "mute.which": "This came through {count} subscriptions. Which one should be muted {until}? Or only this story?",
    "button.mute.all": "All {count}",
    # -- the colour from which warnings ring --------------------------------------------------------------------------
    "level.from": "Warnings of **{colour} and above** ring at once, the others wait for the digest.",
    "level.red": "Only **{colour}** warnings ring at once, all others wait for the digest.",
    "level.change": "Press one to change it.",
    "level.back": "Noted. `/level off` lets all of them ring again.",
    "quiet.floor.red": "Only {colour} warnings still ring (by the colour in the headline or the first lines).",
    # -- what is pressed in a channel ---------------------------------------------------------------------------------
    "channel.told": "I have answered in our private chat; nothing is shown in the channel.",
    "channel.open": "The answer is too long for here. Send me /start in private and press again; then it comes to you alone.",
    # -- feedback -----------------------------------------------------------------------------------------------------
    "menu.feedback": "a message to the operator",
    "help.feedback": "`/feedback an issue is missing`  goes to the operator with a number, not with your name\nThe answer comes here. Up to three an hour.",
    "feedback.ask": "What would you like to tell the operator? Send it, or /cancel.",
    "feedback.done": "Passed on to the operator as number **{number}**. The answer will come here.",
    "feedback.none": "No operator is named here, so nobody would read it. Ask whoever told you about me; if you run me yourself, put `operators` into the configuration.",
    "feedback.many": "That makes {most} within an hour. You can write again {at}.",
    "feedback.long": "That has {length} characters; the limit is {most}. Keep to the main point.",
    "feedback.told": "💬 **Feedback {number}** ({where})\n{text}",
    "feedback.how": "Reply to this message to answer.",
    "feedback.where.private": "private chat",
    "feedback.where.group": "group",
    "feedback.answer": "💬 **The operator's answer to your feedback {number}**\n{text}",
    "feedback.sent": "Sent to whoever wrote feedback {number}.",
    "feedback.gone": "Whoever wrote feedback {number} has had everything deleted; the answer cannot be sent.",
    "feedback.empty": "I see no text. Reply to that feedback with what you want to say.",
    # -- what the terminal adds ---------------------------------------------------------------------------------------
    "terminal.updated": "(updated) ",
    "terminal.file": "[file] {name}, {size} kB; a terminal cannot take files.",
    "terminal.read": "[file] {name}",
    "terminal.items": "Send “/article {number}” for the text, “/why {number}” for the reason, “/mute {number}” for silence; or another number.",
}
