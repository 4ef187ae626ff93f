"""Screens a text for nesting that kills LibCST's parser or keeps it busy for minutes.

LibCST 1.9 overflows the stack at some 2 000 nested brackets, 5 000 nested operators or `elif`s, and
takes quadratic time long before; Python itself refuses more than 200 brackets.
"""

from __future__ import annotations

import re
from itertools import accumulate

from backend_gates.syntax.source import TOO_DEEP, UnreadableError, line_starts

_BRACKETS = 200
_LINKS = 2000
_BRACKET = re.compile(r"[()\[\]{}]")
_TOKEN = re.compile(
    r"""
      \#[^\r\n]* | \\\r?\n
    | (?P<string> (?:\b[a-z]{1,2})? (?:
        \"{3} (?:[^"\\] | \\. | "(?!""))* \"{3}
      | '{3} (?:[^'\\] | \\. | '(?!''))* '{3}
      | " (?:[^"\\\r\n] | \\.)* "
      | ' (?:[^'\\\r\n] | \\.)* '
      ))
    | (?P<open> [(\[{] )
    | (?P<close> [)\]}] )
    | (?P<end> [,;\r\n] )
    | (?P<link> [.+\-*/%@&|^~<>] | \b(?:and | or | not | if | elif | else | lambda | await)\b )
    """,
    re.VERBOSE | re.DOTALL | re.IGNORECASE,
)


def check_nesting(text: str) -> None:
    """Raise UnreadableError, with the place, where brackets or operators nest too deeply."""
    if len(text) <= _LINKS and sum(map(text.count, "([{")) <= _BRACKETS:
        return
    if text.count("elif ") > _LINKS:
        raise UnreadableError(TOO_DEEP)
    offset = _find_excess(text)
    if offset is not None:
        starts = line_starts(text[:offset])
        raise UnreadableError(TOO_DEEP, len(starts) - 1, offset - starts[-2] + 1)


def _find_excess(text: str) -> int | None:
    links = [0]  # of each open bracket, since its last comma
    total = 0
    for token in _TOKEN.finditer(text):
        kind = token.lastgroup
        if kind in {"link", "open"}:
            links[-1] += 1
            total += 1
            if kind == "open":
                links.append(0)
            if len(links) > _BRACKETS + 1 or total > _LINKS:
                return token.start()
        elif kind == "close" and len(links) > 1:
            total -= links.pop()
        elif kind == "end" and (len(links) == 1 or token[0] == ","):
            total -= links[-1]
            links[-1] = 0
        elif kind == "string" and _is_deep_inside(token[0]):
            return token.start()
    return None


def _is_deep_inside(string: str) -> bool:
    """Whether brackets nest too deeply within an f-string or t-string."""
    prefix = string[:2].lower()
    if "f" not in prefix and "t" not in prefix:
        return False
    steps = [1 if bracket in "([{" else -1 for bracket in _BRACKET.findall(string)]
    return max(accumulate(steps), default=0) > _BRACKETS
