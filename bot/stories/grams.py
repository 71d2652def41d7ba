"""Runs of characters as small numbers, and samples of them that can be compared later.

A copy shows in runs of four characters (order counts), a rewriting in pairs of content characters (order between
them does not). Of a long text only the smallest hashes are kept (bottom-k sampling): two texts keep the *same* small
hashes where they have the same runs, so how much of one text stands in the other can be estimated from the samples.
"""

from __future__ import annotations

import base64
import re
from collections.abc import Iterable
from functools import lru_cache
from zlib import crc32

from watchers.widths import fold

# 24 bits: of the few hundred hashes of two texts that have nothing in common, less than one in a hundred pairs agrees.
_BITS = 24
_BYTES = _BITS // 8
_SPREAD = 0x9E3779B1  # 2^32 / golden ratio: CRC of like strings is alike, a product with it is not
_RUN = 4
_NOISE = re.compile(r"[^0-9A-Za-z一-鿿]+")
# Characters that make grammar, not contents; a pair with one of them is shared by any two articles.
_GRAMMAR = re.compile(
    r"[^一-鿿]|[的了在是和与及等将为从到由对于有也都就这那其以之又还被把让并而或则此该所已可会要不上下中来去着过地得个]"
)


def stream(text: str) -> str:
    """The letters, digits and Chinese characters of a text: blanks, line breaks and punctuation differ in copies."""
    return _NOISE.sub("", fold(text)).casefold()


def runs(text: str) -> set[int]:
    """Hashes of the runs of four characters of a `stream`."""
    data = text.encode("utf-16-le")
    return _hashes(data[at : at + 2 * _RUN] for at in range(0, len(data) - 2 * _RUN + 1, 2))


def pairs(text: str) -> set[int]:
    """Hashes of the pairs of content characters of a printed text; names, things and deeds, without grammar."""
    plain = _GRAMMAR.sub(" ", fold(text).replace("\n", ""))
    data = plain.encode("utf-16-le")
    return _hashes(data[2 * at : 2 * at + 4] for at in range(len(plain) - 1) if " " not in plain[at : at + 2])


def _hashes(words: Iterable[bytes]) -> set[int]:
    return {((crc32(word) * _SPREAD) & 0xFFFFFFFF) >> (32 - _BITS) for word in set(words)}


def pack(hashes: set[int], most: int) -> str:
    """The `most` smallest hashes as text, four characters each."""
    chosen = sorted(hashes)[:most]
    return base64.b64encode(b"".join(number.to_bytes(_BYTES, "big") for number in chosen)).decode()


def unpack(packed: str) -> tuple[int, ...]:
    """The hashes that `pack` wrote, in ascending order."""
    data = base64.b64decode(packed)
    return tuple(int.from_bytes(data[at : at + _BYTES], "big") for at in range(0, len(data), _BYTES))


@lru_cache(maxsize=512)
def _sample(packed: str) -> tuple[frozenset[int], int]:
    """The hashes and the largest of them (0: none)."""
    numbers = unpack(packed)
    return frozenset(numbers), numbers[-1] if numbers else 0


def contained(part: str, whole: str, most: int) -> float:
    """How much of a sampled text stands in another (0..1).

    A sample that is full (`most` hashes) knows nothing beyond its largest hash, so both are read up to there only.
    """
    (ours, our_last), (theirs, their_last) = _sample(part), _sample(whole)
    limit = min((last for sample, last in ((ours, our_last), (theirs, their_last)) if len(sample) == most), default=-1)
    known = ours if limit < 0 or our_last <= limit else frozenset(number for number in ours if number <= limit)
    return len(known & theirs) / len(known) if known else 0.0
