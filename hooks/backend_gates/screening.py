"""What the bytes of a file tell before it is read: whether it can matter to a check."""

from __future__ import annotations

import re
from functools import cache

_IMPORTS = [  # apart, as what starts with a literal is found several times as fast
    re.compile(rb"%s ((?:.*\\\r?\n)*.*)" % keyword) for keyword in (b"import", b"from")
]
_WORD = re.compile(rb"\w+")


class Content:
    """The bytes of a file; what several checks look for in them is looked for once."""

    def __init__(self, data: bytes) -> None:
        self.has = cache(data.__contains__)
        self._data = data

    @property
    def imported(self) -> frozenset[bytes]:
        """The words behind `import` and `from`, up to the end of the line."""
        return imported(self._data)


@cache
def imported(data: bytes) -> frozenset[bytes]:
    """The words behind `import` and `from` in a file of these bytes, up to the end of the line."""
    statements = (found for each in _IMPORTS for found in each.findall(data))
    return frozenset(_WORD.findall(b"\n".join(statements)))
