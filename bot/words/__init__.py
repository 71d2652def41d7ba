"""Is a run of characters that word, or an accident of its neighbours (和服 in 产品和服务)? Pure.

lattice = Lattice(folded_text, edges, lexicon)
judge(lattice, start, end)  # Edges.SURE, Edges.DOUBTFUL or Edges.CROSSING
whole(lattice, start, end)  # what a doubtful run may be only a part of
cut("停水停电", lexicon)  # ("停水", "停电")
"""

from __future__ import annotations

from bot.words.cutting import cut
from bot.words.judging import Edges, judge, whole
from bot.words.lattice import Lattice, Lexicon

__all__ = ["Edges", "Lattice", "Lexicon", "cut", "judge", "whole"]
