"""What may be asked for: addresses as they are written, and whether an IP address is out on the public internet."""

from __future__ import annotations

import ipaddress
import re

import httpx

from watchers.errors import FetchError

# What a host is made of once it is in ASCII. The underscore is no host name by RFC 952, but there are such hosts.
_NAME = re.compile(r"[a-z0-9_]([a-z0-9_.-]*[a-z0-9_.])?")
_BRACKETS = re.compile(r"\[[0-9a-fA-F:.]+\]")
_RAW = re.compile(rb"[^\x21-\x7e]")

_NAT64 = ipaddress.ip_network("64:ff9b::/96")
# Azure answers machines inside it on this address, which is otherwise a public one.
_METADATA = ipaddress.ip_address("168.63.129.16")


def checked(url: str) -> httpx.URL:
    """The address, if it is plain http or https, its host in ASCII and without a fragment; raises FetchError.

    What two parsers read differently is refused, not interpreted: a backslash (`http://x\\@127.0.0.1` is host x to one
    and 127.0.0.1 to another), control characters, a user name, percent signs in the host.
    """
    text = url.strip()
    if not text.isprintable() or "\\" in text:
        raise FetchError(f"网址里有不该有的字符：{_start(text)!r}，请改正。")
    try:
        address = httpx.URL(text)
    except httpx.InvalidURL as wrong:
        raise FetchError(f"网址写得不对：{_start(text)!r}，请改正。") from wrong
    if address.scheme not in ("http", "https"):
        raise FetchError(f"只认 http 和 https 的网址，不认 {(address.scheme or text)[:40]!r}。")
    if address.userinfo:
        raise FetchError(f"网址里不能带用户名和密码：{host_of(address)}。")
    if not _plain_host(address) or not (address.port is None or 1 <= address.port <= 65535):
        raise FetchError(f"网址里的主机名或端口不对：{_start(text)!r}，请改正。")
    return address.copy_with(fragment=None)


def _start(text: str) -> str:
    return text.partition("?")[0][:80]


def _plain_host(address: httpx.URL) -> bool:
    host = address.raw_host.decode("ascii", "replace")
    if ":" in host:
        return _BRACKETS.fullmatch(f"[{host}]") is not None
    return _NAME.fullmatch(host) is not None


def following(address: httpx.URL, location: bytes) -> httpx.URL:
    """Where a redirect leads, checked. Bytes beyond ASCII, which servers here send raw in UTF-8 or GBK, are escaped."""
    there = _RAW.sub(lambda found: b"%%%02X" % found[0][0], location.strip()).decode("ascii")
    if "\\" in there:
        raise FetchError(f"{shown(address)} 转到一个写得不对的网址：{_start(there)!r}。")
    try:
        return checked(str(address.join(there)))
    except (httpx.InvalidURL, ValueError) as wrong:
        raise FetchError(f"{shown(address)} 转到一个写得不对的网址：{_start(there)!r}。") from wrong


def public(address: str) -> bool:
    """Whether an IP address is on the public internet: not this machine or network, nor one that carries such a one."""
    ip = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(ip, ipaddress.IPv6Address):
        if ip.is_site_local:  # withdrawn in 2004, and global to Python
            return False
        inside = ip.ipv4_mapped or ip.sixtofour or (ip.teredo[1] if ip.teredo else None)
        if ip in _NAT64:
            inside = ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
        if inside is not None:
            return public(str(inside))
    return ip.is_global and not ip.is_multicast and not ip.is_reserved and ip != _METADATA


def host_of(address: httpx.URL) -> str:
    """`host`, or `host:port` where the port is not the usual one; a Chinese host name as it is asked for (xn--…)."""
    return address.netloc.decode("ascii", "replace").lower()


def shown(address: httpx.URL) -> str:
    """An address in a message: no query, which may hold a key; the host in ASCII, so that none looks like another."""
    path = address.path if address.path.isprintable() else address.raw_path.decode("ascii").partition("?")[0]
    return f"{address.scheme}://{host_of(address)}{path}"[:200]
