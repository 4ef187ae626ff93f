"""What is read as part of a handler: its own body, and the helpers that only it calls."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from backend_gates.checkers._business_logic.traces import Place
from backend_gates.project.conduct.origins import origins, origins_in
from backend_gates.project.conduct.shapes import root_name
from backend_gates.syntax import facts

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from backend_gates.project.conduct.origins import Origins
    from backend_gates.project.project import Project
    from backend_gates.project.resolution.scopes import Scope
    from backend_gates.project.routes.handlers import Handler

_DEPTH = 2
_MARKS_OF_A_HELPER = 1000


class Subject(NamedTuple):
    """A function that is read at a place of the handler; `helper` is its name if it is called.

    `outer_names` are the caller's names for its parameters, `chain` the functions around it.
    Numbers of statements start from `first_mark`, so that those of two functions differ.
    """

    function: facts.Function
    origins: Origins
    place: Place
    helper: str
    outer_names: Mapping[str, str]
    chain: tuple[facts.Function, ...]
    first_mark: int

    def called(
        self, project: Project, call: facts.Call, scope: Scope, place: Place, mark: int
    ) -> Subject | None:
        """The function that a call in this one calls; `scope` is its body's.

        None where helpers of helpers go too deep.
        """
        function = scope.node
        if not isinstance(function, facts.Function) or len(self.chain) > _DEPTH:
            return None
        passed = dict(_passed(call, function))
        given = {name: self.origins.of(value) for name, value in passed.items()}
        return Subject(
            function,
            origins_in(project, scope, given),
            place._replace(scope=scope),
            function.name,
            {name: root_name(value) for name, value in passed.items()},
            (*self.chain, function),
            mark * _MARKS_OF_A_HELPER,
        )


def subject(project: Project, handler: Handler) -> Subject:
    """The handler itself."""
    function, known = handler.function, origins(project, handler)
    return Subject(function, known, Place(handler.scope), "", {}, (function,), 1)


def _passed(call: facts.Call, function: facts.Function) -> Iterator[tuple[str, facts.Expression]]:
    """The arguments of a call by the names of the parameters that take them."""
    names = [parameter.name for parameter in function.parameters]
    if isinstance(call.function, facts.Attribute) and names[:1] in (["self"], ["cls"]):
        names = names[1:]
    positional = (item.value for item in call.arguments if not item.keyword)
    yield from zip(names, positional, strict=False)
    yield from ((item.keyword, item.value) for item in call.arguments if item.keyword in names)
