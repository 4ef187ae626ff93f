"""Reads `# gates: ignore[<id>] reason` comments."""

import contextlib
import io
import re
import tokenize
from collections.abc import Iterable

from backend_gates.model import Span
from backend_gates.syntax.facts import Suppression

_PRAGMA = re.compile(r"#\s*gates:\s*ignore(-file)?\b\s*(?:\[([^\]]*)\])?\s*(.*)")
_NOT_CODE = {tokenize.COMMENT, tokenize.NL, tokenize.INDENT, tokenize.DEDENT}


def read_suppressions(text: str) -> tuple[Suppression, ...]:
    """All suppressions of a file, in order; none after a place that tokenize cannot read."""
    if "gates:" not in text:
        return ()
    tokens: list[tokenize.TokenInfo] = []
    with contextlib.suppress(tokenize.TokenError, SyntaxError):
        tokens.extend(tokenize.generate_tokens(io.StringIO(text, newline="").readline))
    return tuple(_suppressions(tokens))


def _suppressions(tokens: list[tokenize.TokenInfo]) -> Iterable[Suppression]:
    for index, token in enumerate(tokens):
        match = _PRAGMA.search(token.string) if token.type == tokenize.COMMENT else None
        if match is None:
            continue
        line, column = token.start
        stands_alone = not token.line[:column].strip()
        yield Suppression(
            Span(line, column + 1 + match.start(), line, column + 1 + match.end()),
            _next_code_line(tokens[index:], line) if stands_alone else line,
            tuple(name for part in (match[2] or "").split(",") if (name := part.strip())),
            match[3].strip(),
            bool(match[1]),
            stands_alone,
        )


def _next_code_line(tokens: Iterable[tokenize.TokenInfo], line: int) -> int:
    code = (token.start[0] for token in tokens if token.type not in _NOT_CODE)
    return next(code, line)
