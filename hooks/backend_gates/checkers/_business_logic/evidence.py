"""All that speaks for business logic in one handler."""

from __future__ import annotations

from typing import TYPE_CHECKING

from backend_gates.checkers._business_logic.mutations import mutations
from backend_gates.checkers._business_logic.reading import Reading
from backend_gates.checkers._business_logic.steps import steps

if TYPE_CHECKING:
    from backend_gates.checkers._business_logic.traces import Trace
    from backend_gates.project.handlers import Handler
    from backend_gates.project.project import Project


def traces(project: Project, handler: Handler, steps_needed: int) -> list[Trace]:
    """All traces of business logic in a handler, in the order of lines.

    `steps_needed` is how many changing calls in a row make a process.
    """
    reading = Reading(project, handler)
    found = [*reading.traces, *mutations(reading), *steps(reading, steps_needed)]
    return sorted(found, key=lambda trace: (trace.node.line, trace.node.column))
