"""The token: where it comes from, and how it stays out of every output.

It is known to leak by four routes: httpx at INFO (the URL), python-telegram-bot at DEBUG, the text of `InvalidToken`,
and `repr` of a bot. Silencing loggers is not enough, so whatever is logged or dies with a traceback is redacted, too.
"""

from __future__ import annotations

import logging
import re
import stat
import sys
import threading
import traceback
from collections.abc import Iterable, Mapping
from pathlib import Path
from types import TracebackType

from bot.hidden import Redactor, Secret
from watchers.errors import ConfigError, refusal

ENVIRONMENT = "BAOXIAO_TELEGRAM_TOKEN"
SUMMARY_ENVIRONMENT = "BAOXIAO_SUMMARY_KEY"

# What an Authorization header may hold (RFC 6750, b68token); a shorter one could be tried out.
PUSH_TOKEN = re.compile(r"[A-Za-z0-9._~+/=-]{16,200}")
# Printable ASCII: what a header takes.
SUMMARY_KEY = re.compile(r"[\x21-\x7e]{4,500}")
# <bot id>:<secret>. BotFather's are longer; test servers take shorter ones.
TOKEN = re.compile(r"[0-9]{3,20}:[A-Za-z0-9_-]{3,100}")


def load_token(token: str, token_file: str | Path, environ: Mapping[str, str]) -> Secret | None:
    """The bot token: from the environment, else `[telegram] token`, else the file; None when none is configured.

    Raises ConfigError, which never holds the token, saying what to do.
    """
    if from_environment := environ.get(ENVIRONMENT, "").strip():
        return _checked(from_environment, f"环境变量 {ENVIRONMENT}")
    if token.strip():
        return _checked(token.strip(), "[telegram] token")
    if str(token_file).strip() not in ("", "."):
        file = Path(token_file).expanduser()
        return _checked(_first_line(file, f"环境变量 {ENVIRONMENT}", " @BotFather 给出的"), f"文件 {token_file}")
    return None


def load_push_token(token: str, token_file: str) -> Secret:
    """What whoever pushes has to show: `[push] token`, else the first line of the file. Raises ConfigError."""
    text = token or _first_line(Path(token_file), " [push] token")
    if not PUSH_TOKEN.fullmatch(text):
        raise ConfigError(
            "[push] 的令牌要 16 到 200 个字母、数字或 . _ - ~ + / =：可以用 openssl rand -hex 24 生成一个。"
        )
    return Secret(text)


def load_summary_key(key: str, key_file: str, environ: Mapping[str, str]) -> Secret | None:
    """The key of the language model: from the environment, else `[summary] key`, else the file; None: it wants none.

    Raises ConfigError, which never holds the key.
    """
    text = environ.get(SUMMARY_ENVIRONMENT, "").strip() or key
    if not text and key_file:
        text = _first_line(Path(key_file), f"环境变量 {SUMMARY_ENVIRONMENT}")
    if text and not SUMMARY_KEY.fullmatch(text):
        raise ConfigError("[summary] 的密钥应是一行字母、数字和符号，中间没有空格：请整行照抄服务商给出的那一串。")
    return Secret(text) if text else None


def exposure(token_file: str | Path) -> str:
    """A sentence for the operator when others on this machine can read a file with the token; else empty."""
    path = Path(token_file).expanduser()
    try:
        loose = path.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO)
    except OSError:
        return ""
    return f"写着令牌的 {path} 别的用户也能读，请运行：chmod 600 {path}" if loose else ""


class RedactingFormatter(logging.Formatter):
    """Redacts the finished line, so message, arguments, traceback and stack are all covered at one place."""

    def __init__(self, redact: Redactor) -> None:
        super().__init__("%(asctime)s %(levelname)-7s %(name)s: %(message)s", "%Y-%m-%dT%H:%M:%S%z")
        self._redact = redact

    def format(self, record: logging.LogRecord) -> str:
        try:
            line = super().format(record)
        except Exception:  # logging would print message and arguments of a wrong call as they are
            line = f"{record.levelname} {record.name}: {record.msg!r} {record.args!r}"
        return self._redact(line)


def setup_logging(level: int | str, secrets: Iterable[Secret] = ()) -> None:
    """Logs to stderr without `secrets`, and tracebacks of a dying program likewise.

    Calling it again replaces the first. Foreign handlers of the root logger keep their place and get the same form.
    """
    redact = Redactor(secrets)
    root = logging.getLogger()
    for old in [h for h in root.handlers if isinstance(h, _Stderr)]:
        root.removeHandler(old)
    root.addHandler(_Stderr())
    for handler in root.handlers:
        handler.setFormatter(RedactingFormatter(redact))
    root.setLevel(level)
    quiet_loggers()
    logging.captureWarnings(True)
    redact_tracebacks(redact)


def quiet_loggers() -> None:
    """httpx logs every URL (with the token) at INFO; the other two add nothing that our own log does not say."""
    for name in ("httpx", "httpcore", "telegram"):
        logging.getLogger(name).setLevel(logging.WARNING)


def redact_tracebacks(redact: Redactor) -> None:
    """What an unhandled exception prints, in the main thread and in others."""

    def last_words(kind: type[BaseException], error: BaseException | None, trace: TracebackType | None) -> None:
        sys.stderr.write(redact("".join(traceback.format_exception(kind, error, trace))))

    sys.excepthook = last_words
    threading.excepthook = lambda a: last_words(a.exc_type, a.exc_value, a.exc_traceback)


class _Stderr(logging.StreamHandler):  # type: ignore[type-arg]
    """Ours among the root handlers. Asks for `sys.stderr` anew each time, as a terminal may replace it."""

    def __init__(self) -> None:
        logging.Handler.__init__(self)

    @property
    def stream(self):  # type: ignore[no-untyped-def]
        return sys.stderr


def _checked(text: str, origin: str) -> Secret:
    if not TOKEN.fullmatch(text):
        raise ConfigError(f"{origin} 里的不像 Telegram 令牌：应是“数字:字母和数字”，整行照抄 @BotFather 给出的那一串。")
    return Secret(text)


def _first_line(path: Path, otherwise: str, given: str = "") -> str:
    try:
        text = path.read_text("utf-8-sig").strip()
    except (OSError, UnicodeDecodeError) as error:
        why = refusal(error) if isinstance(error, OSError) else "不是文本"
        raise ConfigError(f"读不到令牌文件 {path}（{why}）：请建好它并检查权限，或设{otherwise}。") from None
    if not text:
        raise ConfigError(f"令牌文件 {path} 是空的：请把{given}令牌写在第一行。")
    return text.splitlines()[0].strip()
