"""The words that formats share: places, headlines, links, and text made safe to print."""

import os

from backend_gates import HOMEPAGE
from backend_gates.model import Failure, Finding, Fix, Related, Span

FAILURE = "unchecked-file"
"""What a failure is called where a format asks for a rule."""


def rule_url(rule: str) -> str:
    """Link to the page of a rule."""
    return f"{HOMEPAGE}/blob/main/docs/hooks/{rule}.md"


def encodable(text: str) -> str:
    """Make lone surrogates, which undecodable file names have, visible escapes."""
    return text.encode("utf-8", "backslashreplace").decode("utf-8")


def printable(text: str) -> str:
    """Keep the text on one line, with all that could steer a terminal as visible escapes."""
    if text.isprintable():
        return text
    return "".join(
        char if char.isprintable() else char.encode("unicode_escape").decode("ascii")
        for char in text
    )


def absolute(path: str) -> str:
    """Give the path from the root of the file system, with forward slashes."""
    return os.path.abspath(path).replace(os.sep, "/")  # noqa: PTH100  pathlib is slower


def place(path: str, span: Span | None) -> str:
    """Write `path:line:column`, or the path alone when the place in it is unknown."""
    return printable(path) if span is None else f"{printable(path)}:{span.line}:{span.column}"


def headline(finding: Finding) -> str:
    """Put a finding on one line, in the shape that stock problem matchers read."""
    where = place(finding.path, finding.span)
    return f"{where}: {finding.rule} {printable(finding.message)}{_hint(finding.fix)}"


def failure_line(failure: Failure) -> str:
    """Put a failure on one line."""
    return f"{place(failure.path, failure.span)}: error: {printable(failure.message)}"


def related_line(related: Related) -> str:
    """Put a related place on one line."""
    return f"{place(related.path, related.span)}: {printable(related.message)}"


def help_line(fix: Fix) -> str:
    """Say what the fix does and how to get it."""
    option = "--fix" if fix.safe else "--fix --unsafe-fixes"
    return f"help: {printable(fix.message)} ({option})"


def counted(number: int, noun: str) -> str:
    """Write `1 finding`, `2 findings`."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _hint(fix: Fix | None) -> str:
    if fix is None:
        return ""
    return " [fix]" if fix.safe else " [unsafe fix]"
