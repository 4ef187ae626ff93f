"""What the code behind an `except` tells, and whom."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from backend_gates.catalogue import failures
from backend_gates.catalogue.execution import Signs
from backend_gates.checkers._swallowed.defaults import is_default
from backend_gates.checkers._swallowed.logs import loudness
from backend_gates.checkers._swallowed.risks import is_broad, risk
from backend_gates.project.reading.testing_paths import is_test
from backend_gates.project.resolution.scopes import functions
from backend_gates.project.resolution.values import FirstPartyFunction
from backend_gates.syntax import facts, walking
from backend_gates.syntax.naming import decorator_target, last_name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from backend_gates.project.project import Project
    from backend_gates.project.resolution.scopes import Scope

_DEEPEST = 3


class Told(NamedTuple):
    """What is known of a failure afterwards.

    `tells` is true where somebody else learns of it or nobody can say, `raises` where an
    exception goes on. `loud` are the calls that log at warning or above, `quiet` those below.
    `given` are the statements that go on with something made up, `rollbacks` those that take a
    transaction back.
    """

    tells: bool = False
    raises: bool = False
    loud: tuple[facts.Call, ...] = ()
    quiet: tuple[facts.Call, ...] = ()
    given: tuple[facts.Return | facts.Assign, ...] = ()
    rollbacks: tuple[facts.Call, ...] = ()

    @property
    def stand_ins(self) -> tuple[facts.Expression, ...]:
        """The values that are made up."""
        return tuple(each.value for each in self.given if each.value is not None)


def told(project: Project, scope: Scope, body: facts.Block, name: str, depth: int = 0) -> Told:
    """Read a block that runs when something has failed; `name` is that of the exception."""
    reader = _Reader(project, scope, name, depth)
    for statement in walking.walk_statements(body):
        reader.read(statement)
    return reader.told


def logs_itself(project: Project, call: facts.Call, scope: Scope, depth: int = 0) -> bool:
    """Whether a function of the project is called that logs that it failed before it says so.

    So does one that ends with a call of such a function, before which nothing may fail. Where it
    is not known what a method is called on, all of its name have to.
    """
    called = project.value(call.function, scope)
    if called is None and depth == 0 and isinstance(call.function, facts.Attribute):
        named = list(_functions_named(project, call.function.name))
        return bool(named) and all(_logs_before_raising(project, each, depth) for each in named)
    return isinstance(called, FirstPartyFunction) and _logs_before_raising(project, called, depth)


def _functions_named(project: Project, name: str) -> Iterator[FirstPartyFunction]:
    """The functions and methods of the project by a name, tests aside."""
    signs = Signs((b"def ",), (re.compile(rb"def %b\(" % name.encode()),))
    for path in project.modules.bearing(signs):
        module = None if is_test(path) else project.modules.at(path)
        for scope in functions(module) if module is not None else ():
            if isinstance(scope.node, facts.Function) and scope.node.name == name:
                yield FirstPartyFunction(scope, scope.node)


def _logs_before_raising(project: Project, called: FirstPartyFunction, depth: int) -> bool:
    if not isinstance(called.node, facts.Function):
        return False
    if _logs_failures(project, called) or any(
        isinstance(wrapper := project.value(each, called.scope), FirstPartyFunction)
        and any(_logs_failures(project, inner) for inner in _wrappers(wrapper))
        for each in map(decorator_target, called.node.decorators)
    ):
        return True
    last = _last_call(called.node.body)
    return (
        last is not None
        and depth < _DEEPEST
        and risk(project, called.node.body, called.scope) is last
        and logs_itself(project, last, called.scope, depth + 1)
    )


def _last_call(body: facts.Block) -> facts.Call | None:
    """What a function hands its work on to at its end."""
    last = body[-1] if body else None
    value = last.value if isinstance(last, facts.Return | facts.Evaluate) else None
    if isinstance(value, facts.Await):
        value = value.value
    return value if isinstance(value, facts.Call) else None


def _logs_failures(project: Project, function: FirstPartyFunction) -> bool:
    body = function.node.body if isinstance(function.node, facts.Function) else ()
    return any(
        told(project, function.scope, handler.body, handler.name).loud
        for statement in body
        if isinstance(statement, facts.Try)
        for handler in statement.handlers
        if is_broad(handler)
    )


def _wrappers(decorator: FirstPartyFunction) -> Iterator[FirstPartyFunction]:
    """What a decorator puts around a function: the functions in it, at any depth."""
    body = decorator.node.body if isinstance(decorator.node, facts.Function) else ()
    for each in walking.walk_statements(body):
        if isinstance(each, facts.Function):
            inner = FirstPartyFunction(decorator.scope.child(each), each)
            yield inner
            yield from _wrappers(inner)


class _Reader:
    def __init__(self, project: Project, scope: Scope, name: str, depth: int) -> None:
        self.project = project
        self.scope = scope
        self.name = name
        self.depth = depth
        self.told = Told()

    def read(self, statement: facts.Statement) -> None:
        match statement:
            case facts.Raise():
                self.told = self.told._replace(tells=True, raises=True)
            case facts.Jump() | facts.Delete() | facts.Import() | facts.ImportFrom():
                pass
            case facts.ScopeDeclaration() | facts.Try():
                pass
            case facts.Evaluate():
                self._evaluated(statement.value)
            case facts.Return() | facts.Assign():
                self._gives(statement)
            case facts.If() | facts.While():
                self._asks(statement.test)
            case facts.For():
                self._asks(statement.iterable)
            case _:
                self._tells()

    def _tells(self) -> None:
        self.told = self.told._replace(tells=True)

    def _asks(self, node: facts.Expression) -> None:
        """Who tests the exception, or goes through what it holds, knows of it."""
        if self._uses_exception(node):
            self._tells()

    def _uses_exception(self, node: facts.Expression) -> bool:
        return bool(self.name) and any(
            isinstance(each, facts.Name) and each.id == self.name for each in walking.walk(node)
        )

    def _gives(self, statement: facts.Return | facts.Assign) -> None:
        value = statement.value
        targets = statement.targets if isinstance(statement, facts.Assign) else ()
        if value is not None and (self._uses_exception(value) or not is_default(value, targets)):
            self._tells()
        else:
            self.told = self.told._replace(given=(*self.told.given, statement))

    def _evaluated(self, value: facts.Expression) -> None:
        if isinstance(value, facts.Await):
            value = value.value
        if isinstance(value, facts.Call):
            self._called(value)
        elif not isinstance(value, facts.Literal):
            self._tells()

    def _called(self, call: facts.Call) -> None:
        match loudness(self.project, call, self.scope):
            case "loud":
                self.told = self.told._replace(loud=(*self.told.loud, call))
                return
            case "quiet":
                self.told = self.told._replace(quiet=(*self.told.quiet, call))
                return
            case _:
                pass
        name = last_name(call.function)
        if name in failures.load().rollbacks:
            self.told = self.told._replace(rollbacks=(*self.told.rollbacks, call))
        elif name not in failures.load().quiet_calls and (
            self._uses_exception(call) or not _keeps_default(call)
        ):
            self._unknown(call)

    def _unknown(self, call: facts.Call) -> None:
        """A call of a function of the project is as good as its body."""
        called = self.project.value(call.function, self.scope)
        if (
            self._uses_exception(call)
            or not isinstance(called, FirstPartyFunction)
            or not isinstance(called.node, facts.Function)
            or self.depth == _DEEPEST
        ):
            self._tells()
            return
        inner = told(self.project, called.scope, called.node.body, "", self.depth + 1)
        self.told = self.told._replace(
            tells=self.told.tells or inner.tells,
            raises=self.told.raises or inner.raises,
            loud=(*self.told.loud, *inner.loud),
            quiet=(*self.told.quiet, *inner.quiet),
            rollbacks=(*self.told.rollbacks, *inner.rollbacks),
        )


def _keeps_default(call: facts.Call) -> bool:
    """`results.append(None)`."""
    match call:
        case facts.Call(
            function=facts.Attribute(name="append"), arguments=(facts.Argument(value=value),)
        ):
            return not isinstance(value, facts.Name) and is_default(value)
        case _:
            return False
