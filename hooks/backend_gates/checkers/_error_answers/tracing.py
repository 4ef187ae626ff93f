"""From an exit of a function to the errors that it sends, through helpers that make them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from backend_gates.checkers._error_answers import answers
from backend_gates.checkers._error_answers.errors import error_in
from backend_gates.checkers._error_answers.exits import exits
from backend_gates.checkers._error_answers.reports import is_report
from backend_gates.project.resolution.values import FirstPartyFunction
from backend_gates.syntax import facts

if TYPE_CHECKING:
    from backend_gates.checkers._error_answers.exits import Exit
    from backend_gates.project.project import Project
    from backend_gates.project.resolution.scopes import Scope

_DEEPEST = 2


class Error(NamedTuple):
    """An error, and the `return` that makes it.

    `is_shared` says that this `return` stands in a helper that answers otherwise, too, so that it
    is the one to be mended, whoever calls the helper.
    """

    said: str
    scope: Scope
    statement: facts.Return
    is_ignored_status: bool = False
    is_shared: bool = False


class Tracing:
    """Reads the exits of functions that answer for a framework."""

    def __init__(self, project: Project, framework: str) -> None:
        self.project = project
        self.framework = framework

    def errors(self, found: Exit, scope: Scope, depth: int = 0) -> list[Error]:
        """The errors that an exit of the function of `scope` sends without a status."""
        sent = answers.sent(self.project, found.value, scope, self.framework)
        if sent is None or found.way.has_status:
            return []
        shown = error_in(self.project, sent, found.way)
        if shown:
            said = f"{shown} is an error, and"
            return [Error(said, scope, found.statement, sent.is_ignored_status)]
        payload = sent.payload.value if isinstance(sent.payload, facts.Await) else sent.payload
        if isinstance(payload, facts.Call) and depth < _DEEPEST:
            return self._of_helper(payload, sent.scope, depth + 1)
        return []

    def _of_helper(self, call: facts.Call, scope: Scope, depth: int) -> list[Error]:
        helper = self.project.value(call.function, scope)
        if not isinstance(helper, FirstPartyFunction):
            return []
        if not isinstance(helper.node, facts.Function):
            return []
        each_exit = [self.errors(each, helper.scope, depth) for each in exits(helper.node)]
        found = [error for errors in each_exit for error in errors]
        if not found or is_report(helper.node, ""):
            return []
        if all(each_exit):
            return found[:1]
        return [error._replace(is_shared=True) for error in found]
