"""The configuration of the chat side, read together with the news side's from one TOML file."""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import time
from pathlib import Path
from zoneinfo import available_timezones

from bot.model import Address
from watchers.errors import ConfigError, refusal
from watchers.sections import Section, parse

SECTIONS = ("bot", "store", "telegram", "digest", "summary", "metrics", "push", "web", "sources")
LANGUAGES = ("zh-Hans", "zh-Hant", "en")
# Without user and password, which would be shown in messages.
_ADDRESS = re.compile(r"https?://[A-Za-z0-9.\-\[\]:]+(?:/[\x21-\x7e]*)?")
_CLOCK = re.compile(r"([01]?\d|2[0-3]):([0-5]\d)$")


@dataclass(frozen=True, slots=True, kw_only=True)
class TelegramConfig:
    """How to reach Telegram; the token itself is taken from here by `bot.secrets` and nowhere else."""

    token: str
    token_file: str
    base_url: str

    def __repr__(self) -> str:
        return f"TelegramConfig(token=***, token_file={self.token_file!r}, base_url={self.base_url!r})"


@dataclass(frozen=True, slots=True, kw_only=True)
class Listen:
    """Where this process can be spoken to: a loopback address."""

    host: str
    port: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PushConfig:
    """Where other systems hand over what they have; the token itself is taken from here by `bot.secrets`."""

    listen: Listen
    token: str
    token_file: str

    def __repr__(self) -> str:
        return f"PushConfig(listen={self.listen!r}, token=***, token_file={self.token_file!r})"


@dataclass(frozen=True, slots=True, kw_only=True)
class SummaryConfig:
    """A language model that puts articles into a sentence; the key itself is taken from here by `bot.secrets`.

    `seconds` is the longest that a call may take, `a_day` how many articles it is asked about within a day.
    """

    url: str
    model: str
    key: str
    key_file: str
    seconds: int
    a_day: int

    def __repr__(self) -> str:
        return f"SummaryConfig(url={self.url!r}, model={self.model!r}, key=***, key_file={self.key_file!r})"


@dataclass(frozen=True, slots=True, kw_only=True)
class BotConfig:
    """What newcomers get, who operates, the channel, and what is kept and shown for the operator.

    `backups` None: no automatic backups; `keep` of them stay. `metrics`, `push` None: no endpoint; `summary` None: no
    language model. `synonyms`: a file of the operator's own, beside those that come with 报晓.
    """

    timezone: str
    language: str
    operators: tuple[Address, ...]
    digest_at: time
    telegram: TelegramConfig
    backups: Path | None
    keep: int
    metrics: Listen | None
    push: PushConfig | None
    synonyms: Path | None
    summary: SummaryConfig | None = None


def read(file: Path) -> Mapping[str, object]:
    """The tables of the configuration file. Raises ConfigError when it cannot be read or does not parse."""
    try:
        text = file.read_text("utf-8")
    except FileNotFoundError:
        raise ConfigError(f"没有配置文件 {file}：请从 config.example.toml 复制一份，或用 --config 指定。") from None
    except UnicodeDecodeError:
        raise ConfigError(f"{file} 不是 UTF-8 编码：请另存为 UTF-8。") from None
    except OSError as wrong:
        raise ConfigError(f"读不了配置文件 {file}（{refusal(wrong)}）：请检查路径和权限。") from None
    return parse(text, str(file))


def bot_config(document: Mapping[str, object], file: Path) -> BotConfig:
    """What all sections but [[sources]] say. Raises ConfigError that names the file and the section."""
    top = Section(document, str(file))
    for name in SECTIONS:
        top.anything(name)
    top.done()
    people = Section(document.get("bot", {}), f"{file} 的 [bot]")
    timezone = people.text("timezone", "Asia/Shanghai")
    language = people.text("language", "zh-Hans")
    operators = people.texts("operators", ())
    synonyms = people.text("synonyms", "").strip()
    people.done()
    digest = Section(document.get("digest", {}), f"{file} 的 [digest]")
    at = digest.text("at", "07:30")
    digest.done()
    folder, keep = _backups(document, file)
    return BotConfig(
        timezone=_timezone(timezone, people.title),
        language=_language(language, people.title),
        operators=tuple(_address(one, people.title) for one in operators),
        digest_at=_clock(at, digest.title),
        telegram=_telegram(document, file),
        backups=folder,
        keep=keep,
        metrics=_metrics(document, file),
        push=_push(document, file),
        summary=_summary(document, file),
        synonyms=file.parent / Path(synonyms).expanduser() if synonyms else None,
    )


def _backups(document: Mapping[str, object], file: Path) -> tuple[Path | None, int]:
    """The rest of [store], whose path and unknown keys are the news side's."""
    section = Section(document.get("store", {}), f"{file} 的 [store]")
    folder, keep = section.text("backups", "backups"), section.number("keep", 7)
    if not 1 <= keep <= 1000:
        raise ConfigError(f'{section.title}：keep 应是 1 到 1000，现在是 {keep}；不要自动备份就写 backups = ""。')
    return (file.parent / Path(folder).expanduser() if folder.strip() else None), keep


def _metrics(document: Mapping[str, object], file: Path) -> Listen | None:
    section = Section(document.get("metrics", {}), f"{file} 的 [metrics]")
    listen = section.text("listen", "").strip()
    section.done()
    return _listen(listen, section.title, "127.0.0.1:9464") if listen else None


def _push(document: Mapping[str, object], file: Path) -> PushConfig | None:
    section = Section(document.get("push", {}), f"{file} 的 [push]")
    listen = section.text("listen", "").strip()
    token, token_file = section.text("token", "").strip(), section.text("token_file", "").strip()
    section.done()
    if not listen:
        return None
    where = _listen(listen, section.title, "127.0.0.1:9465")
    if not (token or token_file):
        raise ConfigError(
            f"{section.title}：打开 listen 就要有令牌：请写 token_file（或 token），送稿件的程序凭它进来。"
        )
    if token_file:
        token_file = str(file.parent / Path(token_file).expanduser())
    return PushConfig(listen=where, token=token, token_file=token_file)


def _summary(document: Mapping[str, object], file: Path) -> SummaryConfig | None:
    section = Section(document.get("summary", {}), f"{file} 的 [summary]")
    url, model = section.text("url", "").strip(), section.text("model", "").strip()
    key, key_file = section.text("key", "").strip(), section.text("key_file", "").strip()
    seconds, a_day = section.number("seconds", 20), section.number("a_day", 200)
    section.done()
    if not url:
        return None
    if not _ADDRESS.fullmatch(url):
        raise ConfigError(f"{section.title}：url 应是 OpenAI 兼容接口的网址，写到 /v1 为止，现在是 {url!r}。")
    if not model:
        raise ConfigError(f"{section.title}：写了 url 就要写 model，即接口里那个模型的名字。")
    if not (1 <= seconds <= 120 and 1 <= a_day <= 10_000):
        raise ConfigError(f"{section.title}：seconds 应是 1 到 120，a_day 应是 1 到 10000。")
    if key_file:
        key_file = str(file.parent / Path(key_file).expanduser())
    return SummaryConfig(url=url, model=model, key=key, key_file=key_file, seconds=seconds, a_day=a_day)


def _listen(listen: str, title: str, example: str) -> Listen:
    host, _, port = listen.rpartition(":")
    host = host.removeprefix("[").removesuffix("]")
    if not (port.isascii() and port.isdecimal() and 1 <= int(port) <= 65535):
        raise ConfigError(f"{title}：listen 应写成 地址:端口，例如 {example}，现在是 {listen!r}。")
    if not _loopback(host):
        raise ConfigError(
            f"{title}：listen 只能是本机地址，例如 {example}，现在是 {listen!r}；"
            "别的机器要用，请用 SSH 或反向代理转发。"
        )
    return Listen(host="127.0.0.1" if host == "localhost" else host, port=int(port))


def _loopback(host: str) -> bool:
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _telegram(document: Mapping[str, object], file: Path) -> TelegramConfig:
    section = Section(document.get("telegram", {}), f"{file} 的 [telegram]")
    token = section.text("token", "")
    token_file = section.text("token_file", "")
    base_url = section.text("base_url", "")
    section.done()
    if base_url and not base_url.startswith(("http://", "https://")):
        raise ConfigError(f"{section.title}：base_url 应以 http:// 或 https:// 开头，写到 …/bot 为止。")
    if token_file:
        token_file = str(file.parent / Path(token_file).expanduser())
    return TelegramConfig(token=token, token_file=token_file, base_url=base_url)


def _timezone(name: str, title: str) -> str:
    if name not in available_timezones():
        raise ConfigError(f"{title}：没有 {name} 这个时区，请写 IANA 名称，例如 Asia/Shanghai。")
    return name


def _language(name: str, title: str) -> str:
    if name not in LANGUAGES:
        raise ConfigError(f"{title}：language 现在可用的是 {'、'.join(LANGUAGES)}。")
    return name


def _address(text: str, title: str) -> Address:
    try:
        return Address.parse(text)
    except ValueError:
        raise ConfigError(f"{title}：operators 里的 {text!r} 应写成 telegram:数字，例如 telegram:123456789。") from None


def _clock(text: str, title: str) -> time:
    found = _CLOCK.match(text.strip())
    if not found:
        raise ConfigError(f"{title}：at 应是 24 小时制的时间，例如 07:30，现在是 {text!r}。")
    return time(int(found[1]), int(found[2]))
