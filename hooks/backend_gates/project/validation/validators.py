"""Which functions of a module pydantic calls to validate."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from backend_gates.catalogue import validation
from backend_gates.catalogue.execution import Signs
from backend_gates.project.resolution.bindings import Imported
from backend_gates.project.resolution.values import (
    External,
    FirstPartyClass,
    FirstPartyFunction,
    Instance,
)
from backend_gates.project.validation.versions import version_of
from backend_gates.syntax import facts, walking
from backend_gates.syntax.naming import decorator_target, last_name

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from backend_gates.catalogue.validation import Decorator, Kind, Version
    from backend_gates.project.project import Project
    from backend_gates.project.resolution.scopes import Scope

_OTHER_DECORATORS = {"classmethod", "staticmethod", "property", "abstractmethod", "override"}
_PLACED = {"", "/"}
_SIGNS = Signs((b"validator", b"Validator"), (re.compile(rb"\bpydantic"),))


class Telling(NamedTuple):
    """Where pydantic is told of a validator: `told`, which stands in `place`.

    `version` is the one whose decorator it is, `runs_on` the one that runs it, None unknown;
    `mode` is empty where it can't be told. `owner` is the class that it validates for.
    """

    told: facts.Expression
    place: Scope
    kind: Kind
    mode: str
    version: Version
    runs_on: Version | None
    owner: FirstPartyClass | None = None


class Validator(NamedTuple):
    """A function that pydantic calls, as told; see there. `scope` is its body's.

    A decorated function has `told` above it, any other is handed over; `of_object` where that is a
    method of an object.
    """

    told: facts.Expression
    place: Scope
    kind: Kind
    mode: str
    version: Version
    runs_on: Version | None
    owner: FirstPartyClass | None
    function: facts.Function | facts.Lambda
    scope: Scope
    is_decorated: bool
    of_object: bool = False

    @property
    def name(self) -> str:
        """How it is called in a message."""
        return self.function.name if isinstance(self.function, facts.Function) else "the lambda"

    @property
    def parameters(self) -> list[facts.Parameter]:
        """Those that pydantic gives something by place, the value first."""
        placed = [each for each in self.function.parameters if each.kind in _PLACED]
        return placed[1:] if placed and self._is_bound(placed[0].name) else placed

    @property
    def value(self) -> str:
        """The name of what is validated, empty where it has none."""
        return self.parameters[0].name if self.parameters else ""

    @property
    def is_static(self) -> bool:
        """Whether it is a `@staticmethod`."""
        return "staticmethod" in decorators_of(self.function)

    @property
    def is_classmethod(self) -> bool:
        """Whether it is a `@classmethod`, as written."""
        return "classmethod" in decorators_of(self.function)

    @property
    def takes_self(self) -> bool:
        """Whether it is given the model itself, as new `after` model validators are."""
        return (
            self.kind == "model" and self.version != 1 and self.mode == "after" and not self._is_cls
        )

    @property
    def _is_cls(self) -> bool:
        first = self.function.parameters[0].name if self.function.parameters else ""
        return self.is_classmethod or first == "cls"

    @property
    def arguments(self) -> tuple[facts.Argument, ...]:
        """Those of the decorator."""
        return _arguments(self.told) if self.owner is not None else ()

    def says(self, keyword: str) -> str | None:
        """The constant that the decorator is given by a keyword, as written."""
        return _said(self.arguments, keyword)

    def _is_bound(self, first: str) -> bool:
        """Whether the first parameter is the class, as pydantic sees it."""
        if not self.is_decorated or self.is_static:
            return self.is_classmethod or (self.of_object and not self.is_static)
        return self.is_classmethod or first == "cls" or self.version == 1


def decorators_of(function: facts.Function | facts.Lambda) -> set[str]:
    """The last parts of the names of the decorators."""
    if isinstance(function, facts.Lambda):
        return set()
    return {last_name(decorator_target(each)) for each in function.decorators}


def validating(project: Project) -> Mapping[str, bytes]:
    """The files of the project that may have validators, with their bytes."""
    return project.modules.bearing(_SIGNS)


def validators(project: Project, module: Scope) -> Iterator[Validator]:
    """The validators of a module: decorated ones first, in source order."""
    for scope in module.blocks:
        if isinstance(scope.node, facts.Class):
            yield from _in_class(project, FirstPartyClass(scope, scope.node))
    if _imports_functional(module):
        for scope in module.blocks:
            yield from _in_annotations(project, scope)


def _in_class(project: Project, owner: FirstPartyClass) -> Iterator[Validator]:
    for statement in walking.walk_statements(owner.node.body):
        match statement:
            case facts.Function():
                for decorator in statement.decorators:
                    found = _told(project, decorator, owner)
                    if found is not None:
                        scope = owner.scope.child(statement)
                        yield Validator(*found, statement, scope, is_decorated=True)
            case facts.Assign(value=facts.Call(function=facts.Call() as told) as call):
                found = _told(project, told, owner)
                if found is not None and call.arguments:
                    yield from _handed(project, found, call.arguments[0].value)
            case _:
                pass


def _told(project: Project, told: facts.Expression, owner: FirstPartyClass) -> Telling | None:
    target = decorator_target(told)
    if last_name(target) in _OTHER_DECORATORS:
        return None
    known = project.value(target, owner.scope)
    found = validation.load().decorators.get(known.name) if isinstance(known, External) else None
    if found is None:
        return None
    runs_on = found.version if found.own else version_of(project, owner.scope.outermost)
    mode = _mode(found, _arguments(told))
    return Telling(told, owner.scope, found.kind, mode, found.version, runs_on, owner)


def _arguments(told: facts.Expression) -> tuple[facts.Argument, ...]:
    return told.arguments if isinstance(told, facts.Call) else ()


def _said(arguments: tuple[facts.Argument, ...], keyword: str) -> str | None:
    for argument in arguments:
        if argument.keyword == keyword and isinstance(argument.value, facts.Literal):
            return argument.value.text
    return None


def _mode(decorator: Decorator, arguments: tuple[facts.Argument, ...]) -> str:
    keyword = "pre" if decorator.version == 1 else "mode"
    if not any(argument.keyword in {keyword, "**"} for argument in arguments):
        return "after" if decorator.version == 1 or decorator.kind == "field" else ""
    said = _said(arguments, keyword) or ""
    return {"True": "before", "False": "after"}.get(said, said)


def _handed(project: Project, found: Telling, value: facts.Expression) -> Iterator[Validator]:
    known = project.value(value, found.place)
    if isinstance(known, FirstPartyFunction):
        of_object = isinstance(known.receiver, Instance)
        yield Validator(*found, known.node, known.scope, is_decorated=False, of_object=of_object)


def _imports_functional(module: Scope) -> bool:
    names = {name.rpartition(".")[2] for name in validation.load().functional}
    origins = (each.origin for bindings in module.bindings.values() for each in bindings)
    return bool(module.stars) or any(
        isinstance(origin, Imported)
        and (origin.name in names or (origin.module, origin.name) == ("pydantic", ""))
        for origin in origins
    )


def _in_annotations(project: Project, scope: Scope) -> Iterator[Validator]:
    """What is handed to `AfterValidator` and its kin directly in a module, class or function."""
    if not isinstance(scope.node, facts.Module | facts.Class | facts.Function):
        return
    known = validation.load().functional
    names = {name.rpartition(".")[2] for name in known}
    for call in _calls(scope.node):
        if last_name(call.function) not in names or not call.arguments:
            continue
        target = project.value(call.function, scope)
        mode = known.get(target.name) if isinstance(target, External) else None
        if mode is not None:
            value = call.arguments[0].value
            yield from _handed(project, Telling(value, scope, "field", mode, 2, 2), value)


def _calls(node: facts.Module | facts.Class | facts.Function) -> Iterator[facts.Call]:
    """The calls of a body, and in the annotations of the functions that are defined there."""
    yield from walking.own(node.body, facts.Call)
    for statement in walking.walk_statements(node.body):
        if isinstance(statement, facts.Function):
            for parameter in statement.parameters:
                if parameter.annotation is not None:
                    yield from _calls_in(parameter.annotation)


def _calls_in(annotation: facts.Expression) -> Iterator[facts.Call]:
    return (each for each in walking.walk(annotation) if isinstance(each, facts.Call))
