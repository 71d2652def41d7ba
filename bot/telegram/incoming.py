"""One update of Telegram as one Incoming, or None when it is not meant for us.

Taken: what people write in private, and files that they drop there (of pictures and the like, that they came); in
groups and channels only what is said to the bot (a command without a name or with ours, a mention, a reply to one of
our messages), because an administrator bot hears everything there; buttons; and our being added to a group, or allowed
to speak there again, which counts as `/start` so that the group is greeted; being added to a channel counts as
`/channel` of who did it; that a group has another id from now on.
Left out: edited messages (the first version was answered), forwarded commands (their author did not say them here),
other bots, and being blocked or removed: the next send then ends as Dead(gone=True), which has to pause the chat
anyway because that update may be lost, and one way of pausing is enough.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from telegram import CallbackQuery, Chat, ChatMember, ChatMemberRestricted, ChatMemberUpdated, Message, Update, User

from bot.model import Address, Dropped, Incoming
from bot.telegram.outgoing import whole

CHANNEL = "telegram"

# What we ask for; everything else is not even delivered.
WANTED = ("message", "channel_post", "callback_query", "my_chat_member")

# What people send in private instead of words, by the names of Telegram's fields. An animation is a document besides.
SHARED = (
    "animation", "audio", "contact", "dice", "game", "venue", "location", "paid_media", "photo", "poll", "sticker",
    "story", "video", "video_note", "voice",
)  # fmt: skip

# `/sub@some_bot`: Telegram writes the name when a command is picked from the menu of a group. User names are ASCII.
ADDRESSED = re.compile(r"(?P<command>/[^\s@]+)@(?P<name>[A-Za-z0-9_]{4,32})(?=\s|$)")


def incoming(raw: Mapping[str, Any], name: str) -> Incoming | None:  # Any: Telegram's JSON
    """Reads one raw update; `name` is our own user name without @. Raises anything on a malformed one."""
    update = Update.de_json(dict(raw), None)
    key = f"{CHANNEL}:{update.update_id}"
    if update.callback_query:
        return _pressed(update.callback_query, key)
    if update.my_chat_member:
        return _added(update.my_chat_member, key)
    message = update.message or update.channel_post
    return _said(message, key, name) if message else None


def _said(message: Message, key: str, name: str) -> Incoming | None:
    if moved := _moved(message, key):
        return moved
    text = _ours(_clean(message.text or message.caption or ""), name)
    group = message.chat.type != Chat.PRIVATE
    forwarded_command = message.forward_origin is not None and text.startswith("/")
    shared = "" if text or group else _shared(message)
    empty = not text and message.document is None and not shared
    if empty or forwarded_command or _a_bot(message) or (group and not _meant(message, text, name)):
        return None
    return Incoming(
        # The pictures of an album come one by one, and are one thing to whoever sent them.
        key=f"{CHANNEL}:album:{message.media_group_id}" if shared and message.media_group_id else key,
        address=_address(message),
        text=_without_mention(text, name),
        language=(message.from_user.language_code or "") if message.from_user else "",
        group=group,
        person=_person(message),
        reply_to=_answered(message),
        dropped=None if shared else _dropped(message),
        shared=shared,
    )


def _moved(message: Message, key: str) -> Incoming | None:
    """A basic group has become a supergroup. Both chats say so, each naming the other; either may come first."""
    here, chat = message.migrate_to_chat_id, str(message.chat.id)
    if not (here or message.migrate_from_chat_id):
        return None
    old, new = (chat, str(here)) if here else (str(message.migrate_from_chat_id), chat)
    return Incoming(key=key, address=Address(CHANNEL, old), moved_to=new)


def _shared(message: Message) -> str:
    """What was sent instead of words; "" of a file that can be read, and of what nobody sent (a pinned message)."""
    return next((kind for kind in SHARED if getattr(message, kind)), "")


def _dropped(message: Message) -> Dropped | None:
    """A file of any kind; pictures are sent as such and no business of ours."""
    file = message.document
    return Dropped(id=file.file_id, name=_clean(file.file_name or ""), size=file.file_size or 0) if file else None


def _pressed(query: CallbackQuery, key: str) -> Incoming | None:
    message = query.message
    if message is None or not query.data:
        return None
    topic = _topic(message) if isinstance(message, Message) else ""
    return Incoming(
        key=key,
        address=Address(CHANNEL, str(message.chat.id), topic),
        data=_clean(query.data),
        language=query.from_user.language_code or "",
        callback_id=query.id,
        group=message.chat.type != Chat.PRIVATE,
        broadcast=message.chat.type == Chat.CHANNEL,
        person=str(query.from_user.id),
        under=str(message.message_id),
    )


def _added(change: ChatMemberUpdated, key: str) -> Incoming | None:
    if _may_speak(change.old_chat_member) or not _may_speak(change.new_chat_member):
        return None
    if change.chat.type == Chat.CHANNEL:
        return _given(change, key)
    if change.chat.type not in (Chat.GROUP, Chat.SUPERGROUP):
        return None
    return Incoming(
        key=key,
        address=Address(CHANNEL, str(change.chat.id)),
        text="/start",
        language=change.from_user.language_code or "",
        group=True,
        person=str(change.from_user.id),
        joins=True,
    )


def _given(change: ChatMemberUpdated, key: str) -> Incoming:
    """A channel is not greeted: its readers asked for nothing. Who gave it to us sets it up from their private chat."""
    person = str(change.from_user.id)
    return Incoming(
        key=key,
        address=Address(CHANNEL, person),
        text=f"/channel {change.chat.id}",
        language=change.from_user.language_code or "",
        person=person,
    )


def _answered(message: Message) -> str:
    """The message that this one answers. In a topic every message answers the one that opened it; that says nothing."""
    reply = message.reply_to_message
    return str(reply.message_id) if reply and not reply.forum_topic_created else ""


def _may_speak(member: ChatMember) -> bool:
    """Whether somebody in this state can be heard."""
    if isinstance(member, ChatMemberRestricted):
        return bool(member.is_member and member.can_send_messages)
    return member.status not in ("left", "kicked")


def _ours(text: str, name: str) -> str:
    """`text` with our own name taken off its command; empty when the command names another bot."""
    found = ADDRESSED.match(text)
    if not found:
        return text
    return found["command"] + text[found.end() :] if found["name"].lower() == name.lower() else ""


def _meant(message: Message, text: str, name: str) -> bool:
    """Whether something said in a group or channel is said to us."""
    reply = message.reply_to_message
    to_us = bool(reply and reply.from_user and (reply.from_user.username or "").lower() == name.lower())
    return text.startswith("/") or to_us or bool(_mention(name).search(text))


def _without_mention(text: str, name: str) -> str:
    return text if text.startswith("/") else _mention(name).sub("", text).strip()


def _mention(name: str) -> re.Pattern[str]:
    return re.compile(rf"@{re.escape(name)}(?![A-Za-z0-9_])", re.IGNORECASE)


def _address(message: Message) -> Address:
    return Address(CHANNEL, str(message.chat.id), _topic(message))


def _topic(message: Message) -> str:
    """The forum topic; the thread id of an ordinary reply in a supergroup is none."""
    return str(message.message_thread_id) if message.is_topic_message and message.message_thread_id else ""


def _person(message: Message) -> str:
    """Who speaks: a user, or a chat that speaks as itself (an anonymous administrator, a channel)."""
    if message.sender_chat:
        return str(message.sender_chat.id)
    return str(message.from_user.id) if message.from_user else ""


def _a_bot(message: Message) -> bool:
    """Other bots are not answered, or two of them talk for ever. Anonymous administrators appear as a bot, too."""
    sender: User | None = message.from_user
    return bool(sender and sender.is_bot and not message.sender_chat)


def _clean(text: str) -> str:
    return whole(text).replace("\x00", "").strip()
