"""An address that deceives is never a link: the reader sees it as it is, with its host, and cannot press it."""

from __future__ import annotations

from typing import Any

import pytest

from threats.conftest import Town

DECEIVING = [
    "javascript:alert(1)",
    "data:text/html;base64,PHNjcmlwdD4=",
    "tg://user?id=1",
    "tg://resolve?domain=evil",
    "file:///etc/passwd",
    "https://bank.example.cn@evil.example/login",
    "https://bank.example.cn:443@evil.example/",
    "http://a@127.0.0.1/",
    "http://x\\@example.cn/",
    "https://аpple.com/",  # a Cyrillic а
    "https://xn--pple-43d.com/",
    "https://bank。example/",
    "https://paper.example.cn.\u202eevil.example/",
    "//evil.example/",
]
HONEST = [
    "https://paper.example.cn/2026-05/11/node_2.htm?a=1&b=%E6%B8%A1#c",
    "http://www.example.gov.cn:8080/公告/1.html",
    "https://政务.中国/",
]


def links(tg: Any) -> list[str]:
    return [one["url"] for sent in tg.sent() for one in sent["entities"] or () if one["type"] == "text_link"]


def full_text(town: Town, url: str) -> dict[str, Any]:
    """The message with the whole article, whose address it is."""
    town.prints("渡口恢复开航", f"网址：{url}")
    town.says("/search 渡口")
    town.lives()
    town.says("/article 1")
    town.lives()
    sent: dict[str, Any] = town.tg.sent()[-1]
    return sent


@pytest.mark.parametrize("url", DECEIVING)
def test_a_deceiving_address_is_shown_and_is_no_link(town: Town, tg: Any, url: str) -> None:
    sent = full_text(town, url)
    assert sent["text"].count(url) == 2, "in the body, and below it as the article's address"
    assert links(tg) == []
    raw, at = sent["text"].encode("utf-16-le"), len(sent["text"][: sent["text"].rindex(url)].encode("utf-16-le")) // 2
    (mark,) = [one for one in sent["entities"] if one["offset"] == at]
    shown = raw[2 * mark["offset"] : 2 * (mark["offset"] + mark["length"])].decode("utf-16-le")
    assert (mark["type"], shown) == ("code", url), "Telegram makes no link of what is code"
    town.unharmed()


@pytest.mark.parametrize("url", HONEST)
def test_an_honest_address_is_a_link_to_what_it_shows(town: Town, tg: Any, url: str) -> None:
    assert url in full_text(town, url)["text"]
    assert links(tg) == [url]
    town.unharmed()
