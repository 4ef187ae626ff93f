"""Which functions the files of a project hand to an application to call at its start or end."""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from backend_gates.catalogue import execution
from backend_gates.project.resolution.standing import standing
from backend_gates.project.resolution.values import FirstPartyClass, FirstPartyFunction, Instance
from backend_gates.project.running.startup_helpers import StartUpHelpers
from backend_gates.syntax import facts, walking
from backend_gates.syntax.pieces import first_node

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from msgspec import Struct

    from backend_gates.catalogue.execution import StartUp
    from backend_gates.project.project import Project
    from backend_gates.project.resolution.scopes import Scope
    from backend_gates.project.resolution.standing import Standing
    from backend_gates.project.resolution.values import Value

_ADDING = {"append", "extend", "insert", "add", "register"}
_MOST_PARAMETERS = 3
_ENTERING = ("__call__", "__aenter__", "__aexit__")
_WORD = rb"[0-9A-Za-z_\x80-\xff]"


class _Registered(NamedTuple):
    """The functions that a module registers, and the names of those that are not resolved."""

    functions: frozenset[Standing | None]
    names: frozenset[str]


class Registrations:
    """Looks a function up, first in its own file, then in those that may register it.

    Those are found by their bytes, and only read for a function whose name stands in them.
    """

    def __init__(self, project: Project) -> None:
        self._project = project
        self._known: dict[str, _Registered] = {}
        self._all: frozenset[Standing | None] | None = None
        self.helpers = StartUpHelpers(project)

    def has(self, scope: Scope) -> bool:
        """Whether a function is registered anywhere."""
        signed = self._project.modules.registering()
        function, names = standing(scope), scope.name.split(".")
        if scope.path in signed:
            own = self._of(scope.outermost)
            if function in own.functions or names[-1] in own.names:
                return True
        if not _may_be_called(scope) or (self._all is not None and function not in self._all):
            return False
        return any(
            function in self._of(other).functions
            for path in self._paths_naming(_handed_as(scope))
            if path != scope.path and (other := self._project.modules.at(path)) is not None
        )

    def _paths_naming(self, word: bytes) -> Iterator[str]:
        """The files that may register something, and have the word."""
        whole = re.compile(rb"(?<!%b)%b(?!%b)" % (_WORD, re.escape(word), _WORD))
        for path, data in self._project.modules.registering().items():
            if word in data and whole.search(data):
                yield path

    def functions(self) -> frozenset[Standing | None]:
        """All that are registered, by where they stand."""
        if self._all is None:
            found = map(self._project.modules.at, self._project.modules.registering())
            known = (self._of(module).functions for module in found if module is not None)
            self._all = frozenset(each for functions in known for each in functions)
        return self._all

    def _of(self, module: Scope) -> _Registered:
        if module.path not in self._known:
            lines = _telling_lines(self._project.modules.registering()[module.path])
            self._known[module.path] = _registered(self._project, module, lines)
        return self._known[module.path]


def _handed_as(scope: Scope) -> bytes:
    """The name by which another file has a function: that of its class, or of who returns it."""
    node, outer = scope.node, scope.parent.node if scope.parent else None
    is_entered = isinstance(node, facts.Function) and node.name in _ENTERING
    if isinstance(outer, facts.Function) or (isinstance(outer, facts.Class) and is_entered):
        return outer.name.encode()
    return scope.name.rpartition(".")[2].encode()


def _may_be_called(scope: Scope) -> bool:
    """Whether another file may hand it to an application: it is no handler, and needs little."""
    node = scope.node
    if not isinstance(node, facts.Function):
        return False
    needed = [each for each in node.parameters if each.default is None and not each.kind]
    is_decorated = any(isinstance(each, facts.Call) for each in node.decorators)
    return len(needed) <= _MOST_PARAMETERS and not is_decorated


def names_event(argument: facts.Expression, known: StartUp) -> bool:
    """Whether an argument is `"startup"`, `"before_server_stop"`, `Events.SHUTDOWN` or the like."""
    if isinstance(argument, facts.Literal):
        return argument.text.endswith(known.event_names)
    return isinstance(argument, facts.Attribute) and argument.name.lower().endswith(
        known.event_names
    )


@cache
def _telling() -> Sequence[bytes]:
    """The words without one of which nothing is registered, in small letters."""
    known = execution.load().start_up
    names = known.decorators.union(known.keywords, known.lists, known.attributes, known.event_names)
    shortest = (name for name in names if not any(o != name and o in name for o in names))
    return [name.lower().encode() for name in shortest]


def _telling_lines(data: bytes) -> Sequence[int]:
    """The lines of a file that have such a word."""
    text = b"\n".join(data.lower().splitlines())
    words = [re.escape(word) for word in _telling() if word in text]
    lines: list[int] = []
    line, start = 1, 0
    for found in re.finditer(b"|".join(words), text) if words else ():
        line += text.count(b"\n", start, found.start())
        start = found.start()
        lines.append(line)
    return lines


def _registered(project: Project, module: Scope, lines: Sequence[int]) -> _Registered:
    functions: set[Standing | None] = set()
    names: set[str] = set()
    for value, scope in _handed_over(module, lines):
        functions.update(standing(each.scope) for each in _functions(project, value, scope))
        if isinstance(value, facts.Name | facts.Attribute) and project.value(value, scope) is None:
            names.add(value.id if isinstance(value, facts.Name) else value.name)
    return _Registered(frozenset(functions), frozenset(names))


def _handed_over(module: Scope, lines: Sequence[int]) -> Iterator[tuple[facts.Expression, Scope]]:
    known = execution.load().start_up
    for scope in module.blocks:
        node = scope.node
        if isinstance(node, facts.Module) or (
            isinstance(node, facts.Class | facts.Function) and _has_any(node, lines)
        ):
            body = (each for each in node.body if _has_any(each, lines))
            for inner in walking.walk_own(tuple(body)):
                for value in _values(inner, scope, known):
                    for single in _single(value):
                        yield single, scope


def _has_any(statement: facts.Statement, lines: Sequence[int]) -> bool:
    """Whether a statement stands at one of these lines, which are sorted."""
    start = bisect_left(lines, first_node(statement).line)
    return start < len(lines) and lines[start] <= statement.end_line


def _values(node: Struct, scope: Scope, known: StartUp) -> Iterator[facts.Expression]:
    """What a node says is to be called at start or end."""
    match node:
        case facts.Call():
            yield from _arguments(node, known)
        case facts.Dictionary():
            for key, value in zip(node.keys, node.values, strict=True):
                if isinstance(key, facts.Literal) and key.text in known.keywords:
                    yield value
        case facts.Assign(value=value) if value is not None:
            if any(_holds(target, scope, known) for target in node.targets):
                yield value
        case facts.AugmentedAssign(target=facts.Attribute() as target):
            if target.name in known.lists:
                yield node.value
        case _:
            pass


def _holds(target: facts.Expression, scope: Scope, known: StartUp) -> bool:
    """`app.on_startup = …`, or `on_startup = …` in a class of settings."""
    if isinstance(target, facts.Attribute):
        return target.name in known.attributes
    is_in_class = isinstance(scope.node, facts.Class)
    return is_in_class and isinstance(target, facts.Name) and target.id in known.attributes


def _arguments(call: facts.Call, known: StartUp) -> Iterator[facts.Expression]:
    yield from (item.value for item in call.arguments if item.keyword in known.keywords)
    function = call.function
    if isinstance(function, facts.Call):  # app.on_event("startup")(connect)
        if _is_event(function, known):
            yield from (item.value for item in call.arguments)
    elif isinstance(function, facts.Attribute):
        is_list = function.name in _ADDING and _is_list(function.value, known)
        if is_list or function.name in known.decorators or _is_event(call, known):
            yield from (item.value for item in call.arguments)


def _is_event(call: facts.Call, known: StartUp) -> bool:
    return (
        isinstance(call.function, facts.Attribute)
        and call.function.name in known.events
        and any(names_event(item.value, known) for item in call.arguments)
    )


def _is_list(value: facts.Expression, known: StartUp) -> bool:
    return isinstance(value, facts.Attribute) and value.name in known.lists


def _single(value: facts.Expression) -> Iterator[facts.Expression]:
    """The values of a list, and of each branch of an alternative."""
    parts: Iterable[facts.Expression]
    match value:
        case facts.Collection():
            parts = value.items
        case facts.Conditional():
            parts = (value.body, value.orelse)
        case facts.Operation():
            parts = value.operands
        case facts.Starred():
            parts = (value.value,)
        case _:
            yield value
            return
    for part in parts:
        yield from _single(part)


def _functions(
    project: Project, value: facts.Expression, scope: Scope
) -> Iterator[FirstPartyFunction]:
    """The functions that calling the value calls, as far as they are known."""
    found = project.value(value, scope)
    if isinstance(found, FirstPartyFunction):
        yield found
    elif isinstance(found, Instance) and isinstance(found.of, FirstPartyClass):
        yield from _entered(project, found)
    elif isinstance(value, facts.Call):
        yield from _made(project, project.value(value.function, scope))
        for argument in value.arguments:
            yield from _functions(project, argument.value, scope)


def _entered(project: Project, instance: Instance) -> Iterator[FirstPartyFunction]:
    for name in _ENTERING:
        method = project.attribute(instance, name, "")
        if isinstance(method, FirstPartyFunction):
            yield method


def _made(project: Project, maker: Value | None) -> Iterator[FirstPartyFunction]:
    """The functions that a function returns."""
    if isinstance(maker, FirstPartyFunction) and isinstance(maker.node, facts.Function):
        for node in walking.own(maker.node.body, facts.Return):
            if node.value is not None:
                returned = project.value(node.value, maker.scope)
                if isinstance(returned, FirstPartyFunction):
                    yield returned
