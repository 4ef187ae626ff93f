"""Where the values in a handler come from: the request, the domain, or the handler itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from backend_gates.catalogue import conduct
from backend_gates.project.conduct.callees import is_harmless
from backend_gates.project.conduct.constructions import (
    assignments,
    is_answer,
    is_construction,
    is_display,
)
from backend_gates.project.conduct.parameters import parameter_kind
from backend_gates.project.requests.placed import within
from backend_gates.project.resolution.values import External, FirstPartyFunction
from backend_gates.syntax import facts

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from backend_gates.project.conduct.parameters import Kind
    from backend_gates.project.project import Project
    from backend_gates.project.resolution.scopes import Scope
    from backend_gates.project.routes.handlers import Handler


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
    """Answers where the expressions of one handler come from."""

    def __init__(
        self,
        project: Project,
        scope: Scope,
        parameters: Mapping[str, Sources],
        assigned: Mapping[str, list[facts.Expression]],
    ) -> None:
        self._project = project
        self._scope = scope
        self._parameters = parameters
        self._assigned = assigned
        self._known: dict[str, Sources] = {}

    def before(self, line: int) -> Origins:
        """The answers when only what is assigned above a line counts."""
        assigned = {
            name: [value for value in values if value.line < line]
            for name, values in self._assigned.items()
        }
        return Origins(self._project, self._scope, self._parameters, assigned)

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
                return self._of_name(node.id) or self._of_global(node)
            case facts.Attribute():
                return self._of_attribute(node)
            case facts.Subscript() | facts.Await() | facts.Starred() | facts.NamedExpression():
                return self.of(node.value)
            case facts.Call():
                return self._of_call(node)
            case facts.Comprehension():
                iterables = [clause.iterable for clause in node.clauses]
                return self._of_all([*iterables, *node.elements])
            case _:
                return self._of_all(_parts(node))

    def of_arguments(self, call: facts.Call) -> Sources:
        """All that the arguments of a call are made from."""
        return self._of_all(argument.value for argument in call.arguments)

    def is_transport(self, node: facts.Expression) -> bool:
        """Whether an expression is the request or the answer, or something on one of them."""
        while isinstance(node, facts.Attribute | facts.Subscript | facts.Call):
            if self.kinds(node) == {"transport"}:
                return True
            node = node.function if isinstance(node, facts.Call) else node.value
        return self.kinds(node) == {"transport"}

    def is_made_here(self, node: facts.Expression) -> bool:
        """Whether an expression is a name that only ever holds what the handler itself makes."""
        if not isinstance(node, facts.Name):
            return False
        values = self.assigned(node.id)
        return bool(values) and all(
            is_construction(value) or self._is_parsed(value) for value in values
        )

    def _is_parsed(self, node: facts.Expression) -> bool:
        """`Order.parse(request.json)`."""
        if not isinstance(node, facts.Call) or not isinstance(node.function, facts.Attribute):
            return False
        owner, name = node.function.value, node.function.name
        is_class = isinstance(owner, facts.Name) and owner.id[:1].isupper()
        kinds = {source.kind for source in self.of_arguments(node)}
        return is_class and name in _PARSING and bool(kinds) and kinds <= {"input", "transport"}

    def is_collection(self, node: facts.Expression) -> bool:
        """Whether an expression is a name that only ever holds lists and the like, or in one."""
        while isinstance(node, facts.Subscript):
            node = node.value
        if not isinstance(node, facts.Name):
            return False
        values = self.assigned(node.id)
        return bool(values) and all(is_display(value) for value in values)

    def _of_all(self, nodes: Iterable[facts.Expression]) -> Sources:
        return _NONE.union(*(self.of(node) for node in nodes))

    def _of_name(self, name: str) -> Sources:
        if name not in self._known:
            self._known[name] = _NONE  # a name that leads back to itself
            sources = self._parameters.get(name, _NONE)
            self._known[name] = sources | self._of_all(self.assigned(name))
        return self._known[name]

    def _of_global(self, node: facts.Name) -> Sources:
        """What Flask keeps of the request at hand."""
        known = self._project.value(node, self._scope)
        is_request = isinstance(known, External) and known.name in _REQUESTS
        return frozenset({Source("transport", node)}) if is_request else _NONE

    def _of_attribute(self, node: facts.Attribute) -> Sources:
        words = conduct.load()
        if node.name in words.validated:
            return frozenset({Source("input", node)})
        if isinstance(node.value, facts.Name) and node.value.id in {"self", "cls"}:
            is_transport = node.name in words.transport_names
            return frozenset({Source("transport", node)}) if is_transport else _NONE
        sources = self.of(node.value)
        if sources and {source.kind for source in sources} == {"transport"}:
            return frozenset({Source(_of_request(node.name), node)})
        return sources

    def _of_call(self, call: facts.Call) -> Sources:
        function = call.function
        arguments = self.of_arguments(call)
        if is_answer(call) or is_construction(call):
            kind: Kind = "transport" if is_answer(call) else "local"
            return frozenset({Source(kind, call)}) | (arguments if kind == "local" else _NONE)
        called = self._project.value(function, self._scope)
        if isinstance(called, External) and conduct.load().is_pure(called.name):
            return self._of_pure(called.name, call)
        if isinstance(function, facts.Attribute):
            receiver = self.of(function.value)
            kinds = {source.kind for source in receiver}
            if kinds == {"transport"}:
                return frozenset({Source("input", call)})
            if kinds and "domain" not in kinds:
                return receiver | arguments
            return receiver | arguments | {Source("domain", call)}
        if isinstance(called, FirstPartyFunction) and is_harmless(self._project, called):
            return arguments
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
        if arguments and not words.converts.isdisjoint(first):
            return arguments
        verbs = words.asks | words.changes | words.commands
        asks = bool(first) and first[0] in verbs
        if asks and arguments and all(source.kind == "transport" for source in arguments):
            is_of_domain = not words.retrieves.isdisjoint(first)
            return frozenset({Source("domain" if is_of_domain else "input", call)})
        is_given_domain = any(source.kind == "domain" for source in arguments)
        return arguments | {Source("domain", call)} if asks or is_given_domain else arguments


def origins(project: Project, handler: Handler) -> Origins:
    """Where the values of a handler come from, whatever the order of its statements."""
    parameters: dict[str, Sources] = {}
    for parameter in handler.function.parameters:
        kind = parameter_kind(project, parameter, handler)
        parameters[parameter.name] = frozenset({Source(kind, parameter)}) if kind else _NONE
    return Origins(project, handler.scope, parameters, _assigned(handler.scope))


def origins_in(project: Project, function: Scope, given: Mapping[str, Sources]) -> Origins:
    """Where the values of a function come from that is given these."""
    return Origins(project, function, given, _assigned(function))


def _assigned(function: Scope) -> dict[str, list[facts.Expression]]:
    assigned: dict[str, list[facts.Expression]] = {}
    for name, value in assignments(node for node, _ in within(function)):
        assigned.setdefault(name, []).append(value)
    return assigned


def _parts(node: facts.Expression) -> Iterable[facts.Expression]:
    match node:
        case facts.Dictionary() | facts.FormattedString():
            return node.values
        case facts.Collection():
            return node.items
        case facts.Operation():
            return node.operands
        case facts.Conditional():
            return (node.body, node.orelse)
        case _:
            return ()


def _of_request(attribute: str) -> Kind:
    if attribute in {"user", "auth"}:
        return "domain"
    return "input" if attribute in conduct.load().request_data else "transport"


_REQUESTS = {"flask.request", "quart.request", "flask.globals.request"}
_PARSING = {"parse", "load", "loads", "deserialize", "decode"}
