"""Names for findings that outlive the moving of lines."""

import re
from collections.abc import Sequence
from hashlib import blake2b
from itertools import count

from backend_gates.model import Finding
from backend_gates.reporters import Lines

_LINE_NUMBER = re.compile(r"(?<=:)\d+(?::\d+)?|(?<=\blines )\d+(?:-\d+)?|(?<=\bline )\d+")


def fingerprints(findings: Sequence[Finding], lines: Lines) -> list[str]:
    """Name each finding: unique among them and the same after an edit elsewhere in the file.

    Made of path, rule, enclosing scope, source line without its white space, message without line
    numbers, and which one of several equals it is.
    """
    occurrences: dict[tuple[str, ...], count[int]] = {}
    prints = []
    for finding in findings:
        key = _key(finding, lines)
        occurrence = next(occurrences.setdefault(key, count(1)))
        prints.append(_digest((*key, str(occurrence))))
    return prints


def _key(finding: Finding, lines: Lines) -> tuple[str, ...]:
    source = lines(finding.path)
    number = finding.span.line
    line = source[number - 1] if 0 < number <= len(source) else ""
    message = _LINE_NUMBER.sub("", finding.message)
    return finding.path, finding.rule, finding.scope, "".join(line.split()), message


def _digest(parts: tuple[str, ...]) -> str:
    # Each part's length in front keeps ("a", "bc") and ("ab", "c") apart.
    text = "".join(f"{len(part)}:{part}" for part in parts)
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()
