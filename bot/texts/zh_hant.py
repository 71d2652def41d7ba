"""繁體中文, made from the simplified sentences by OpenCC, and mended by hand where it chooses wrongly.

Nothing can be missing here and nothing be old: a sentence that is changed there is changed here. What OpenCC cannot
know stands in `WORDS` (a word of our subject) and in `SENTENCES` (a whole sentence).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from bot.query.refusals import SENTENCES as REFUSALS
from bot.texts import zh_hans
from watchers.variants import traditional

# What comes out of OpenCC → what is said. In this order: a longer one stands before what it holds.
WORDS: Mapping[str, str] = {
    # characters and words that it takes wrongly
    "報道": "報導", "全域性": "全域", "周報": "週報", "2周": "2週", "里加": "裡加", "頻道里": "頻道裡", "回復": "回覆", "釋出": "發布",
    "許可權": "權限", "裝置": "設備", "物件": "對象", "檢視": "查看", "繫結": "綁定", "添加": "新增", "身份": "身分", "執行通知": "運行通知",
    "執行這個": "運行這個", "執行出錯": "運行出錯", "檔案列表": "公文清單", "相配的專案": "相配的方案", "傳送 /": "發 /",
    # words of the mainland
    "命令": "指令", "配置": "設定", "設定檔案": "設定檔", "列表": "清單", "關鍵詞": "關鍵字", "反饋": "回饋", "記錄": "紀錄", "條目號": "編號",
    "數字報": "電子報", "訂閱源": "訂閱來源", "正則表示式": "正規表達式", "正則": "正規表達式", "樣例": "範例", "格林尼治": "格林威治",
    "企業畫像": "企業資料", "刪除畫像": "刪除企業資料", "導語": "導言", "終端裡": "終端機裡", "私聊": "私訊", "「常規」": "「一般」",
    "群裡": "群組裡", "這個群的": "這個群組的", "群成員": "群組成員", "頻道或群設": "頻道或群組設", "或群）": "或群組）", "進的群": "進的群組",
    "移出群": "移出群組",
}  # fmt: skip

SENTENCES: Mapping[str, str] = {
    "lang.set": "好，以後說繁體中文。",
}

# The names of values stand in braces.
_KEPT = re.compile(r"(\{\w+\})")


class _Converted(Mapping[str, str]):
    """The simplified sentences, each converted when it is first said: a thousand at once would take 50 ms."""

    def __init__(self, plain: Mapping[str, str]) -> None:
        self._plain = plain
        self._made: dict[str, str] = dict(SENTENCES)

    def __getitem__(self, key: str) -> str:
        if key not in self._made:
            self._made[key] = converted(self._plain[key])
        return self._made[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._plain)

    def __len__(self) -> int:
        return len(self._plain)


def converted(sentence: str) -> str:
    """One sentence, with everything in it that is not ours to change left as it is."""
    return "".join(part if n % 2 else _mended(traditional(part)) for n, part in enumerate(_KEPT.split(sentence)))


def _mended(text: str) -> str:
    for wrong, right in WORDS.items():
        text = text.replace(wrong, right)
    return text


TEXTS: Mapping[str, str] = _Converted(
    {**zh_hans.TEXTS, **{f"query.{code}": sentence for code, sentence in REFUSALS.items()}}
)
