"""A story once: whether a new article tells what a person was told already. Pure.

`sketch` an article when it comes in and keep the value with its `keys`; look up who shares a key, and `judge`.
"""

from bot.stories.likeness import Kind, Likeness, Reason, compare, judge
from bot.stories.sketch import Sketch, keys, sketch

__all__ = ["Kind", "Likeness", "Reason", "Sketch", "compare", "judge", "keys", "sketch"]
