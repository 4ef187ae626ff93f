"""Where the values in a handler come from: the request, the domain, or the handler itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias

from backend_gates.catalogue import conduct
from backend_gates.project.handlers import class_names
from backend_gates.project.names import DEPENDENCY_MARKERS
from backend_gates.project.values import (
    External,
    FirstPartyClass,
    Instance,
    TypeExpression,
)
from backend_gates.syntax import facts

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from backend_gates.project.handlers import Handler
    from backend_gates.project.project import Project
    from backend_gates.project.scopes import Scope

Kind: TypeAlias = Literal["transport", "input", "domain", "local"]
_DATA_PACKAGES = {"builtins", "uuid", "datetime", "decimal", "enum", "pydantic", "typing"}
_COLLECTIONS = {"dict", "list", "set", "tuple", "defaultdict", "deque", "Counter", "OrderedDict"}


class Source(NamedTuple):
    """Something that a value is made from: a parameter, or a call that gave it.

    `transport` carries the request or the answer, `input` came with the request, `domain` is what
    services, repositories and dependencies gave, `local` was made here.
    """

    kind: Kind
    node: facts.Node


Sources: TypeAlias = frozenset[Source]
_NONE: Sources = frozenset()


class Origins:
    """Answers where the expressions of one handler come from, whatever the order of statements."""

    def __init__(self, project: Project, handler: Handler) -> None:
        self._project = project
        self._scope = handler.scope
        self._known: dict[str, Sources] = {}
        self._assigned = dict[str, list[facts.Expression]]()
        self._parameters: dict[str, Sources] = {}
        node = handler.scope.node
        if isinstance(node, facts.Function):
            for name, value in _assignments(node.body):
                self._assigned.setdefault(name, []).append(value)
            for parameter in node.parameters:
                kind = _parameter_kind(project, parameter, handler)
                sources = frozenset({Source(kind, parameter)}) if kind else _NONE
                self._parameters[parameter.name] = sources

    def kinds(self, node: facts.Expression) -> set[Kind]:
        """The kinds of all that an expression is made from."""
        return {source.kind for source in self.of(node)}

    def assigned(self, name: str) -> list[facts.Expression]:
        """What the handler binds to a name."""
        return self._assigned.get(name, [])

    def of(self, node: facts.Expression) -> Sources:
        """All that an expression is made from."""
        match node:
            case facts.Name():
                return self._of_name(node.id)
            case facts.Attribute():
                return self._of_attribute(node)
            case facts.Subscript() | facts.Await() | facts.Starred() | facts.NamedExpression():
                return self.of(node.value)
            case facts.Call():
                return self._of_call(node)
            case facts.Comprehension():
                iterables = [clause.iterable for clause in node.clauses]
                return self._of_all([*iterables, *node.elements])
            case facts.Dictionary():
                return self._of_all(node.values)
            case facts.Collection():
                return self._of_all(node.items)
            case facts.Operation():
                return self._of_all(node.operands)
            case facts.Conditional():
                return self._of_all((node.body, node.orelse))
            case facts.FormattedString():
                return self._of_all(node.values)
            case _:
                return _NONE

    def of_arguments(self, call: facts.Call) -> Sources:
        """All that the arguments of a call are made from."""
        return self._of_all(argument.value for argument in call.arguments)

    def is_made_here(self, node: facts.Expression) -> bool:
        """Whether an expression is a name that only ever holds what the handler itself makes."""
        if not isinstance(node, facts.Name):
            return False
        values = self.assigned(node.id)
        return bool(values) and all(_is_construction(value) for value in values)

    def _of_all(self, nodes: Iterable[facts.Expression]) -> Sources:
        return _NONE.union(*(self.of(node) for node in nodes))

    def _of_name(self, name: str) -> Sources:
        if name not in self._known:
            self._known[name] = _NONE  # a name that leads back to itself
            sources = self._parameters.get(name, _NONE)
            self._known[name] = sources | self._of_all(self.assigned(name))
        return self._known[name]

    def _of_attribute(self, node: facts.Attribute) -> Sources:
        names = conduct.load().transport_names
        if isinstance(node.value, facts.Name) and node.value.id in {"self", "cls"}:
            return frozenset({Source("transport", node)}) if node.name in names else _NONE
        sources = self.of(node.value)
        if sources and {source.kind for source in sources} == {"transport"}:
            is_subject = node.name in {"user", "auth"}
            return frozenset({Source("domain" if is_subject else "transport", node)})
        return sources

    def _of_call(self, call: facts.Call) -> Sources:
        function = call.function
        arguments = self.of_arguments(call)
        if _is_construction(call):
            return arguments | {Source("local", call)}
        called = self._project.value(function, self._scope)
        if isinstance(called, External) and _is_pure(called.name):
            return self._of_pure(called.name, call)
        if isinstance(function, facts.Attribute):
            receiver = self.of(function.value)
            kinds = {source.kind for source in receiver}
            if "transport" in kinds:
                return frozenset({Source("input", call)})
            if kinds and "domain" not in kinds:
                return receiver | arguments
            return receiver | arguments | {Source("domain", call)}
        return self._of_function(call, arguments)

    def _of_pure(self, name: str, call: facts.Call) -> Sources:
        if name.startswith(("flask.request", "quart.request", "flask.session")):
            return frozenset({Source("input", call)})
        return self.of_arguments(call)

    def _of_function(self, call: facts.Call, arguments: Sources) -> Sources:
        """A plain function gives domain data when its name asks or it is given some."""
        function = call.function
        first = conduct.words(function.id)[:1] if isinstance(function, facts.Name) else []
        words = conduct.load()
        asks = bool(first) and (first[0] in words.asks | words.changes | words.commands)
        is_given_domain = any(source.kind == "domain" for source in arguments)
        return arguments | {Source("domain", call)} if asks or is_given_domain else arguments


def _is_construction(node: facts.Expression) -> bool:
    """`Class(…)`, `module.Class(…)`, `Class.model_validate(…)`, or a display."""
    match node:
        case facts.Collection() | facts.Dictionary() | facts.Comprehension() | facts.Literal():
            return True
        case facts.Call(function=facts.Name(id=name)):
            return name[:1].isupper() or name in _COLLECTIONS
        case facts.Call(function=facts.Attribute(name=name, value=value)):
            is_class = isinstance(value, facts.Name) and value.id[:1].isupper()
            return name[:1].isupper() or (is_class and name in _CLASS_CONSTRUCTORS)
        case _:
            return False


_CLASS_CONSTRUCTORS = {"model_validate", "parse_obj", "from_orm", "model_construct", "from_attributes"}


def _is_pure(name: str) -> bool:
    return name.partition(".")[0] in conduct.load().pure_packages


def _assignments(body: facts.Block) -> Iterator[tuple[str, facts.Expression]]:
    for statement in body:
        for node in facts.walk(statement):
            match node:
                case facts.Assign(targets=targets, value=value) if value is not None:
                    for target in targets:
                        yield from _names(target, value)
                case facts.AugmentedAssign() | facts.NamedExpression():
                    yield from _names(node.target, node.value)
                case facts.For() | facts.Clause():
                    yield from _names(node.target, node.iterable)
                case facts.WithItem(target=target, context=context) if target is not None:
                    yield from _names(target, context)
                case _:
                    pass


def _names(
    target: facts.Expression, value: facts.Expression
) -> Iterator[tuple[str, facts.Expression]]:
    match target:
        case facts.Name():
            yield target.id, value
        case facts.Collection():
            for item in target.items:
                yield from _names(item, value)
        case facts.Starred():
            yield from _names(target.value, value)
        case _:
            pass


def _parameter_kind(project: Project, parameter: facts.Parameter, handler: Handler) -> Kind | None:
    words = conduct.load()
    scope = handler.scope.parent or handler.scope
    if parameter.name in {"self", "cls"}:
        return None
    annotation = parameter.annotation
    declared = None if annotation is None else project.annotated(annotation, scope)
    classes = class_names(project, declared)
    if any(name.rpartition(".")[2] in words.transport_classes for name in classes):
        return "transport"
    if declared is None and parameter.name in words.transport_names:
        return "transport"
    if handler.kind == "rpc" and parameter.name == "context":
        return "transport"
    return "domain" if _is_injected(project, parameter, handler, scope) else "input"


def _is_injected(
    project: Project, parameter: facts.Parameter, handler: Handler, scope: Scope
) -> bool:
    """Whether the framework fetches the argument by a dependency."""
    if parameter.default is not None and _holds_marker(project, parameter.default, scope):
        return True
    annotation = parameter.annotation
    if annotation is None:
        return False
    if _holds_marker(project, annotation, scope):
        return True
    if handler.framework == "litestar":
        declared = project.annotated(annotation, scope)
        is_own = isinstance(declared, Instance) and isinstance(declared.of, FirstPartyClass)
        return is_own and parameter.name != "data"
    return _is_injecting_alias(project, annotation, scope)


def _holds_marker(project: Project, node: facts.Expression, scope: Scope) -> bool:
    for inner in facts.walk(node):
        if isinstance(inner, facts.Call):
            known = project.value(inner.function, scope)
            if isinstance(known, External) and known.name in DEPENDENCY_MARKERS:
                return True
    return False


def _is_injecting_alias(project: Project, annotation: facts.Expression, scope: Scope) -> bool:
    """`CurrentUser` for `Annotated[User, Depends(…)]`: an alias of anything but plain data."""
    if not isinstance(annotation, facts.Name | facts.Attribute):
        return False
    value = project.value(annotation, scope)
    if not isinstance(value, TypeExpression):
        return False
    match value.result:
        case Instance(External(name)):
            return name.partition(".")[0] not in _DATA_PACKAGES
        case _:
            return True
