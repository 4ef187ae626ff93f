"""Mends `time.sleep(x)` as `await asyncio.sleep(x)`, in the words of the file's own event loop."""

from __future__ import annotations

from typing import TYPE_CHECKING

from backend_gates.fixers._imports import import_edit
from backend_gates.model import Edit, Fix
from backend_gates.project.scopes import functions
from backend_gates.project.values import External
from backend_gates.syntax import facts, walking

if TYPE_CHECKING:
    from backend_gates.model import Finding
    from backend_gates.project.project import Project
    from backend_gates.project.scopes import Scope

_LOOPS = ("trio", "anyio", "asyncio")


def fix(project: Project, module: Scope, text: str, finding: Finding) -> Fix | None:
    """A safe fix where the call is a statement of its own directly in the `async def`."""
    if finding.subject != "time.sleep" or not isinstance(module.node, facts.Module):
        return None
    call = _statement_at(module, finding)
    if call is None:
        return None
    name, is_bound = _event_loop(project, module)
    if not is_bound and any(name in scope.bindings for scope in (module, *functions(module))):
        return None
    needed = None if is_bound else import_edit(module.node, text, name)
    if needed is None and not is_bound:
        return None
    edits = (Edit(call.function.span, f"await {name}.sleep"), *filter(None, [needed]))
    return Fix(f"Replace with `await {name}.sleep()`", safe=True, edits=edits)


def _statement_at(module: Scope, finding: Finding) -> facts.Call | None:
    for node in walking.walk(module.node):
        if isinstance(node, facts.Evaluate) and node.span == finding.span:
            return node.value if isinstance(node.value, facts.Call) else None
    return None


def _event_loop(project: Project, module: Scope) -> tuple[str, bool]:
    """The module whose `sleep` the file awaits, as it is called there, and whether it is."""
    bound = {
        value.name: name
        for name in module.bindings
        if isinstance(value := project.lookup(name, module), External) and value.name in _LOOPS
    }
    known = next((loop for loop in _LOOPS if loop in bound), None)
    return ("asyncio", False) if known is None else (bound[known], True)
