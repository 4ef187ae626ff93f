"""Where a file reads variables of the environment."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from backend_gates.catalogue import environment
from backend_gates.checkers._environment.places import says_settings
from backend_gates.project.requests.placed import placed
from backend_gates.project.resolution.bindings import Imported, Passed
from backend_gates.project.resolution.definitions import definition
from backend_gates.project.resolution.values import External, FirstPartyFunction
from backend_gates.syntax import facts, walking
from backend_gates.syntax.naming import last_name

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from backend_gates.project.project import Project
    from backend_gates.project.resolution.scopes import Scope

_HELPER = re.compile(r"_?(?:get|load|parse|read)?_?env(?:_|$)")
_NAMES = frozenset({"environ", "environb", "getenv", "getenvb"})
_READING = {"get", "pop", "setdefault", "__getitem__"}
_PASSING = {"pop", "setdefault"}
_LOOKED_AT = (
    *(facts.Assign, facts.Delete, facts.Evaluate),
    *(facts.Call, facts.Subscript, facts.Operation),
)


class Read(NamedTuple):
    """A read, and the name of the variable; empty where only the running program knows it.

    `parameter` is the parameter of the function around it that has the name.
    """

    node: facts.Expression
    scope: Scope
    variable: str
    parameter: str = ""


def reads(project: Project, module: Scope) -> Iterator[Read]:
    """The reads of a file of variables that it names, but of those that it sets itself.

    A function that reads what its caller names counts where it is called.
    """
    reader = _Reader(project, module)
    found = [each for each in reader.reads() if each.variable]
    yield from (each for each in found if each.variable not in reader.written)


class _Reader:
    """Collects, in the order of the source, what is read and what is written."""

    def __init__(self, project: Project, module: Scope) -> None:
        self._project = project
        self._module = module
        self._names = _NAMES | frozenset(_renamed(module))
        self._not_read: set[int] = set()
        self.written: set[str] = set()

    def reads(self) -> Iterator[Read]:
        nodes = list(placed(self._module, *_LOOKED_AT))
        defaults = set(_defaults(node for node, _ in nodes))
        for node, scope in nodes:
            match node:
                case facts.Assign(targets=targets, value=value):
                    self._writes(targets, scope)
                    if value is not None and any(_is_setting(each, defaults) for each in targets):
                        self._not_read.update(map(id, walking.walk(value)))
                case facts.Delete(targets=targets):
                    self._writes(targets, scope)
                case facts.Evaluate(value=facts.Call() as call):
                    self._changes(call, scope)
                case facts.Call() | facts.Subscript() | facts.Operation():
                    self._leaves_out(node)
                    if id(node) not in self._not_read:
                        yield from self._read_by(node, scope)
                case _:
                    pass

    def _leaves_out(self, node: facts.Expression) -> None:
        """Take the defaults of options, and what is put into settings, for no reads."""
        if isinstance(node, facts.Call) and (_is_option(node) or _fills_settings(node)):
            self._not_read.update(map(id, walking.walk(node)))

    def _read_by(self, node: facts.Expression, scope: Scope) -> Iterator[Read]:
        variable = self._variable(node, scope)
        if variable is None and isinstance(node, facts.Call):
            asks = _asks_a_helper(node, self._project, scope)
            variable = node.arguments[0].value if asks else None
        if variable is not None:
            yield self._read(node, variable, scope)

    def _writes(self, targets: tuple[facts.Expression, ...], scope: Scope) -> None:
        for target in targets:
            if isinstance(target, facts.Subscript):
                variable = self._variable(target, scope)
                if variable is not None:
                    self._writes_variable(target, variable, scope)

    def _changes(self, call: facts.Call, scope: Scope) -> None:
        """`environ.setdefault(…)` and `environ.pop(…)` whose answer nobody wants."""
        if isinstance(call.function, facts.Attribute) and call.function.name in _PASSING:
            variable = self._variable(call, scope)
            if variable is not None:
                self._writes_variable(call, variable, scope)

    def _writes_variable(
        self, node: facts.Expression, variable: facts.Expression, scope: Scope
    ) -> None:
        self._not_read.add(id(node))
        self.written.add(self._name(variable, scope))
        self.written.discard("")

    def _variable(self, node: facts.Expression, scope: Scope) -> facts.Expression | None:
        """What is looked up in the environment."""
        match node:
            case facts.Call(
                function=facts.Attribute(name=method, value=mapping),
                arguments=(facts.Argument(value=key), *_),
            ) if method in _READING and self._is_environment(mapping, scope):
                return key
            case facts.Call(function=function, arguments=(facts.Argument(value=key), *_)):
                return key if self._is_getter(function, scope) else None
            case facts.Subscript(value=mapping, index=key) if self._is_environment(mapping, scope):
                return key
            case facts.Operation(operators=("in" | "not in",), operands=(key, mapping)):
                return key if self._is_environment(mapping, scope) else None
            case _:
                return None

    def _is_environment(self, node: facts.Expression, scope: Scope) -> bool:
        return self._is_one_of(node, scope, environment.load().mappings)

    def _is_getter(self, node: facts.Expression, scope: Scope) -> bool:
        return self._is_one_of(node, scope, environment.load().functions)

    def _is_one_of(self, node: facts.Expression, scope: Scope, known: frozenset[str]) -> bool:
        if last_name(node) not in self._names:
            return False
        value = self._project.value(node, scope)
        return isinstance(value, External) and value.name in known

    def _read(self, node: facts.Expression, variable: facts.Expression, scope: Scope) -> Read:
        name = self._name(variable, scope)
        return Read(node, scope, name, "" if name else _parameter(variable, scope))

    def _name(self, variable: facts.Expression, scope: Scope) -> str:
        known = definition(self._project, variable, scope).expression
        return known.text if isinstance(known, facts.Literal) else ""


def _is_setting(target: facts.Expression, defaults: Collection[str] = ()) -> bool:
    """Whether something is kept among settings: `app.config["KEY"]`, `CONFIG`, or is a default."""
    while isinstance(target, facts.Subscript | facts.Attribute):
        if isinstance(target, facts.Attribute) and says_settings(target.name):
            return True
        target = target.value
    if not isinstance(target, facts.Name):
        return False
    return target.id in defaults or says_settings(target.id)


def _defaults(nodes: Iterable[facts.Node]) -> Iterator[str]:
    """The names that a command line's options have as their defaults."""
    for node in nodes:
        if isinstance(node, facts.Call) and _is_option(node):
            for each in node.arguments:
                if each.keyword == "default" and isinstance(each.value, facts.Name):
                    yield each.value.id


def _is_option(call: facts.Call) -> bool:
    return last_name(call.function) in environment.load().command_line


def _fills_settings(call: facts.Call) -> bool:
    """Whether a method of settings is called: `config.load(…)`, `app.config.update(…)`."""
    if not isinstance(call.function, facts.Attribute) or call.function.name in _READING:
        return False
    return _is_setting(call.function.value)


def _renamed(module: Scope) -> Iterator[str]:
    """What the file's imports call them otherwise."""
    for name, bindings in module.bindings.items():
        origin = bindings[-1].origin
        if isinstance(origin, Imported) and origin.name in _NAMES:
            yield name


def _parameter(variable: facts.Expression, scope: Scope) -> str:
    owner = scope.binding(variable.id) if isinstance(variable, facts.Name) else None
    if owner is None or not isinstance(variable, facts.Name):
        return ""
    is_passed = any(isinstance(each.origin, Passed) for each in owner.bindings[variable.id])
    return variable.id if is_passed else ""


def _asks_a_helper(call: facts.Call, project: Project, scope: Scope) -> bool:
    """Whether a function of the project is told the name of a variable, and reads that."""
    if not _HELPER.match(last_name(call.function)) or not call.arguments:
        return False
    helper = project.value(call.function, scope)
    return isinstance(helper, FirstPartyFunction) and _is_reader(project, helper)


def _is_reader(project: Project, helper: FirstPartyFunction) -> bool:
    """Whether a function reads the variable that its first parameter names."""
    node = helper.node
    parameters = node.parameters[1:] if helper.receiver is not None else node.parameters
    first = parameters[0].name if parameters else ""
    found = _Reader(project, helper.scope).reads() if isinstance(node, facts.Function) else ()
    return any(each.parameter == first for each in found)
