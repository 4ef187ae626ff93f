"""Applies `# gates: ignore[<id>]` comments to findings, and reports those that do nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from backend_gates import registry
from backend_gates.model import Edit, Finding, Fix, Span
from backend_gates.spelling import suggestion
from backend_gates.syntax import facts, walking

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

UNUSED = "unused-suppression"
INVALID = "invalid-suppression"


class Suppressed(NamedTuple):
    """What is left of a file's findings, and what is wrong with its suppressions."""

    findings: tuple[Finding, ...]
    complaints: tuple[Finding, ...]


def suppress(
    findings: Iterable[Finding],
    module: facts.Module,
    path: str,
    rules: Collection[str],
    lines: Sequence[str],
) -> Suppressed:
    """Leave out the findings that the file's comments suppress; `rules` are those that looked."""
    if not module.suppressions:
        return Suppressed(tuple(findings), ())
    functions = _function_lines(module)
    used: set[tuple[Span, str]] = set()
    kept = []
    for finding in findings:
        speaking = [s for s in module.suppressions if _speaks_for(s, finding, functions)]
        used.update((suppression.span, finding.rule) for suppression in speaking)
        if not speaking:
            kept.append(finding)
    complaints = [
        Finding(path, pragma.span, kind, message, fix=_removal(pragma, name, lines), subject=name)
        for pragma in module.suppressions
        for kind, message, name in _complaints(
            pragma, {rule for rule in rules if (pragma.span, rule) not in used}
        )
    ]
    return Suppressed(tuple(kept), tuple(complaints))


def _function_lines(module: facts.Module) -> dict[int, int]:
    """From the first line of each `def`, and of its decorators, to its last line."""
    found = {}
    for node in walking.walk(module):
        if isinstance(node, facts.Function):
            for start in (node, *node.decorators[:1]):
                found[start.line] = node.end_line
    return found


def _speaks_for(
    suppression: facts.Suppression, finding: Finding, functions: dict[int, int]
) -> bool:
    if finding.rule not in suppression.ids:
        return False
    first = suppression.target
    last = functions.get(first, first)
    starts_inside = first <= finding.span.line <= last
    return (
        suppression.is_file_wide
        or starts_inside
        or finding.span.line <= first <= finding.span.end_line
    )


def _complaints(
    suppression: facts.Suppression, unused: Collection[str]
) -> Iterator[tuple[str, str, str]]:
    """What is wrong with a suppression: the rule, the message, the id that is to go."""
    if not suppression.ids:
        yield INVALID, "name the check that this suppresses: `# gates: ignore[<id>] reason`", ""
    for name in suppression.ids:
        if name in unused:
            yield UNUSED, f"remove this suppression: `{name}` reports nothing here", name
        elif name in registry.tool_ids():
            yield INVALID, f"remove `{name}`: that tool has comments of its own", name
        elif name not in registry.checker_ids():
            nearest = suggestion(name, registry.checker_ids())
            yield INVALID, f"unknown check `{name}`: {nearest}", name


def _removal(suppression: facts.Suppression, name: str, lines: Sequence[str]) -> Fix:
    edit = _removing_edit(suppression, name, lines)
    return Fix("Remove the suppression", safe=True, edits=(edit,))


def _removing_edit(suppression: facts.Suppression, name: str, lines: Sequence[str]) -> Edit:
    span = suppression.span
    others = [other for other in suppression.ids if other != name]
    if others:
        return Edit(span, _rewritten(suppression, others))
    before = lines[span.line - 1][: span.column - 1]
    if suppression.stands_alone and not before.strip():
        return Edit(Span(span.line, 1, span.line + 1, 1), "")
    return Edit(span._replace(column=len(before.rstrip()) + 1), "")


def _rewritten(suppression: facts.Suppression, ids: list[str]) -> str:
    scope = "ignore-file" if suppression.is_file_wide else "ignore"
    return f"# gates: {scope}[{', '.join(ids)}] {suppression.reason}".rstrip()
