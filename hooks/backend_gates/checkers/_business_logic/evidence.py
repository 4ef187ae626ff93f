"""All that speaks for business logic in one handler."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from backend_gates.catalogue.execution import Signs
from backend_gates.checkers._business_logic.mutations import mutations
from backend_gates.checkers._business_logic.reading import Reading
from backend_gates.checkers._business_logic.steps import steps
from backend_gates.checkers._business_logic.subject import subject

if TYPE_CHECKING:
    from collections.abc import Iterator

    from backend_gates.checkers._business_logic.traces import Trace
    from backend_gates.project.project import Project
    from backend_gates.project.routes.handlers import Handler


def traces(
    project: Project,
    handler: Handler,
    steps_needed: int,
    left_out: frozenset[str] = frozenset(),
) -> list[Trace]:
    """All traces of business logic in a handler, in the order of lines.

    `steps_needed` is how many changing calls in a row make a process. What stands in the helpers
    that are `left_out` isn't looked at.
    """
    reading = Reading(project, subject(project, handler), [], left_out)
    found = [
        trace._replace(helper=each.helper)
        for each in _readings(reading)
        for trace in (*each.traces, *mutations(each))
    ]
    found += steps(reading.acts, steps_needed)
    return sorted(found, key=lambda trace: (trace.node.line, trace.node.column))


def shared_helpers(project: Project, handler: Handler, found: list[Trace]) -> frozenset[str]:
    """The helpers among those that stand in the traces that other files may call as well."""
    return frozenset(
        name
        for name in {trace.helper for trace in found} - {""}
        if not name.startswith("_") and _is_used_elsewhere(project, handler.scope.path, name)
    )


def _is_used_elsewhere(project: Project, path: str, name: str) -> bool:
    word = name.encode()
    files = project.modules.bearing(Signs((word,), (re.compile(rb"\b%s\b" % word),)))
    return any(other != path for other in files)


def _readings(reading: Reading) -> Iterator[Reading]:
    yield reading
    for inner in reading.inner:
        yield from _readings(inner)
