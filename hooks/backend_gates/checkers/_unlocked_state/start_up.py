"""Whether the application makes something at start-up, before requests come."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from backend_gates.project.resolution.standing import standing
from backend_gates.syntax import facts

if TYPE_CHECKING:
    from backend_gates.project.project import Project
    from backend_gates.project.resolution.scopes import Scope

_MOST = 40


def runs_first_at_startup(project: Project, function: Scope) -> bool:
    """Whether start-up leads to a function, so that requests find what it made."""
    waiting, seen = [function], {standing(function)}
    for scope in islice(waiting, _MOST):
        for use in project.uses.of(scope):
            outer = use.scope.enclosing(facts.Function)
            if outer is not None and standing(outer) not in seen:
                if project.runs_at_startup(outer):
                    return True
                seen.add(standing(outer))
                waiting.append(outer)
    return False
