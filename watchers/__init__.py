"""Upstream: what the world prints, read into articles. Knows news, knows nothing of chats."""
