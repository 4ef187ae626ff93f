"""One line for each finding, for problem matchers, grep and small terminals."""

from backend_gates.model import Report
from backend_gates.reporters import Lines
from backend_gates.reporters._words import failure_line, headline


def render(report: Report, lines: Lines) -> str:  # noqa: ARG001  every format has this signature
    """Write `path:line:column: rule message`, with `[fix]` behind it when there is one."""
    rows = [headline(finding) for finding in report.findings]
    rows += [failure_line(failure) for failure in report.failures]
    return "".join(f"{row}\n" for row in rows)
