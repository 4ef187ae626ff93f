"""Findings for people: the source with the span underlined, the way there, and the fix."""

from collections.abc import Iterator

from backend_gates.model import Finding, Report, Span
from backend_gates.reporters import Lines
from backend_gates.reporters._excerpt import excerpt
from backend_gates.reporters._words import (
    counted,
    failure_line,
    headline,
    help_line,
    related_line,
)


def render(report: Report, lines: Lines) -> str:
    """Write a block for each finding and failure, then a summary; nothing for an empty report."""
    if not report.findings and not report.failures:
        return ""
    blocks = [describe(finding, lines) for finding in report.findings]
    for failure in report.failures:
        rows = [failure_line(failure), *_excerpt(failure.path, failure.span, lines)]
        blocks.append("\n".join(rows))
    return "\n\n".join([*blocks, _summary(report)]) + "\n"


def describe(finding: Finding, lines: Lines) -> str:
    """Show one finding with all that belongs to it, without a line end behind it."""
    return "\n".join(_rows(finding, lines))


def _rows(finding: Finding, lines: Lines) -> Iterator[str]:
    yield headline(finding)
    yield from _excerpt(finding.path, finding.span, lines)
    for number, related in enumerate(finding.related, 1):
        yield f"  {number}. {related_line(related)}"
        yield from _excerpt(related.path, related.span, lines)
    if finding.fix is not None:
        yield f"  {help_line(finding.fix)}"


def _excerpt(path: str, span: Span | None, lines: Lines) -> list[str]:
    if span is None:
        return []
    return [f"  {row}" for row in excerpt(span, lines(path))]


def _summary(report: Report) -> str:
    files = {finding.path for finding in report.findings}
    parts = [f"Found {counted(len(report.findings), 'finding')}"]
    if files:
        parts[0] += f" in {counted(len(files), 'file')}"
    fixes = [finding.fix for finding in report.findings if finding.fix is not None]
    safe = sum(fix.safe for fix in fixes)
    if fixes:
        parts.append(f"{safe} fixable with --fix")
    if safe < len(fixes):
        parts[-1] += f" ({len(fixes)} with --unsafe-fixes)"
    if report.failures:
        unchecked = {failure.path for failure in report.failures}
        parts.append(f"{counted(len(unchecked), 'file')} could not be checked")
    return ", ".join(parts) + "."
