"""The web, as the watchers see it: one polite, suspicious fetcher, by httpx and the httpcore below it.

What an address leads to is decided by others: a redirect, a name server, a feed that somebody sent. So every address is
checked where the connection is made, after its name was resolved and for exactly the address that is then connected to
(checking earlier is what CVE-2026-27696 of changedetection.io was about); nothing but http and https is spoken; and a
body has an end, in bytes as they come and as they unpack (1 MB of gzip can be 1 GB), and in seconds.

Proxies of the environment (HTTP_PROXY) are not used: through one, the connection would go to an address that nobody
checked.
"""

from __future__ import annotations

from watchers.http.web import Web

__all__ = ["Web"]
