"""One service a database, one a token: two would tell everything twice. And no beginning anew by accident."""

from __future__ import annotations

import hashlib
import logging
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from bot.configured import Config
from watchers.errors import ConfigError, StoreError, refusal

if TYPE_CHECKING:
    from bot.hidden import Secret

log = logging.getLogger(__name__)


@contextmanager
def the_only_one(config: Config) -> Iterator[None]:
    """Hold the right to run on this database: two services would send twice. Raises ConfigError when it is taken."""
    path = _beside(config)
    if not path.parent.is_dir():
        raise StoreError(f"数据库所在的文件夹 {path.parent} 不存在：请先建立它，或改正 [store] path。")
    taken = f"另一个 baoxiao run 正在使用 {config.news.path}：先停掉它，或让这一个用别的 [store] path。"
    with _held(path, taken):
        _mark(config)
        yield
        _mark(config)


def _mark(config: Config) -> None:
    """Leave word that the database has been there. A process killed in its very first moment leaves an empty file."""
    if config.news.path.is_file() and config.news.path.stat().st_size:
        _beside(config).write_text("数据库已建好。它若变成空文件，就是坏了，不会当作新的。\n", "utf-8")


@contextmanager
def the_only_one_with(secret: Secret, base_url: str) -> Iterator[None]:
    """Hold the right to use a token on this machine, whichever database: two would answer, and one of them is refused.

    The lock lies in the user's cache folder under a hash of token and server, which does not tell the token. Where
    there is no such folder, Telegram's own refusal of a second poller has to do.
    """
    folder = Path(os.environ.get("XDG_CACHE_HOME") or "~/.cache").expanduser() / "baoxiao"
    name = hashlib.sha256(f"{secret.reveal()} {base_url}".encode()).hexdigest()[:24]
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        (folder / f"{name}.running").touch()
    except (OSError, RuntimeError) as wrong:
        why = refusal(wrong) if isinstance(wrong, OSError) else str(wrong)
        log.warning("%s 里不能放锁文件（%s），看不出是否有另一个报晓在用同一个令牌", folder, why)
        yield
        return
    taken = "另一个 baoxiao run 正用同一个 Telegram 令牌（数据库是别的）：一个令牌只能由一个报晓使用，先停掉它。"
    with _held(folder / f"{name}.running", taken):
        yield


def refuse_emptied(config: Config) -> None:
    """Raises StoreError for an empty file where a database has been: to begin anew would tell everything again."""
    path = config.news.path
    if not path.is_file() or path.stat().st_size:
        return
    mark, folder = _beside(config), config.bot.backups
    lived = mark.is_file() and mark.stat().st_size
    if lived or (folder and any(folder.glob("baoxiao-*.db"))):
        raise StoreError(
            f"数据库 {path} 是空文件，像是被截断了，没有启动：请用 baoxiao restore 恢复备份；"
            f"真要从头开始，就删掉它和旁边的 {mark.name}。"
        )


def _beside(config: Config) -> Path:
    """The file whose lock says that a service runs, and whose words say that the database was there once."""
    return config.news.path.with_name(config.news.path.name + ".running")


@contextmanager
def _held(path: Path, taken: str) -> Iterator[None]:
    """Hold an flock: the kernel frees it with the process, however that ends. Raises ConfigError when it is taken."""
    import fcntl

    with path.open("a") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise ConfigError(taken) from None
        yield
