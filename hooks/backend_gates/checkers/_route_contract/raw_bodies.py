"""Where the body of a request comes in as it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from backend_gates.catalogue import contracts
from backend_gates.project.requests.placed import own_nodes, within
from backend_gates.project.resolution.values import External, Instance
from backend_gates.project.routes.handlers import class_names
from backend_gates.syntax import facts
from backend_gates.syntax.naming import last_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from msgspec import Struct

    from backend_gates.catalogue.contracts import Raw
    from backend_gates.project.project import Project
    from backend_gates.project.resolution.scopes import Scope
    from backend_gates.project.resolution.values import FirstPartyFunction


def raw_bodies(project: Project, scope: Scope, framework: str) -> RawBodies | None:
    """The raw bodies in a function; None where it names nothing that gives one."""
    raw, node = contracts.load().raw.get(framework), scope.node
    if raw is None or not isinstance(node, facts.Function):
        return None
    giving = raw.methods | raw.attributes | raw.bytes
    if not any(
        isinstance(each, facts.Attribute) and each.name in giving for each, _ in within(scope)
    ):
        return None
    return RawBodies(project, scope, node, raw)


class RawBodies:
    """Knows the expressions of one function that are the request's body.

    `names` are those of the parameters that it is handed over as.
    """

    def __init__(
        self,
        project: Project,
        scope: Scope,
        function: facts.Function,
        raw: Raw,
        names: Iterable[str] = (),
    ) -> None:
        self.function = function
        self.scope = scope
        self._project = project
        self._raw = raw
        self._names = set(names)
        self._bytes: set[str] = set()
        self._nodes = own_nodes(scope)
        for node in self._nodes:
            self._learn(node)

    def _learn(self, node: Struct) -> None:
        if isinstance(node, facts.NamedExpression):
            self._keep(node.value, [node.target])
        elif isinstance(node, facts.Assign) and node.value is not None:
            self._keep(node.value, node.targets)

    def _keep(self, value: facts.Expression, targets: Iterable[facts.Expression]) -> None:
        names = {target.id for target in targets if isinstance(target, facts.Name)}
        if self.is_body(value):
            self._names |= names
        elif self.is_bytes(value):
            self._bytes |= names

    def handed_to(self, function: FirstPartyFunction, names: Iterable[str]) -> RawBodies | None:
        """The same body in a function of the project that takes it as these parameters."""
        node = function.node
        if not isinstance(node, facts.Function):
            return None
        return RawBodies(self._project, function.scope, node, self._raw, names)

    @property
    def calls(self) -> Iterator[facts.Call]:
        """The calls that the function makes."""
        return (node for node in self._nodes if isinstance(node, facts.Call))

    def sources(self) -> Iterator[facts.Expression]:
        """Where the body comes in."""
        for node in self._nodes:
            match node:
                case facts.Call() | facts.Attribute() | facts.Await() if self._is_source(node):
                    yield node

    def is_body(self, node: facts.Expression | None) -> bool:
        """Whether an expression is the body as it came, or a default where there is none."""
        match node:
            case facts.Name():
                return node.id in self._names
            case facts.Operation(operators=("or",)):
                return any(map(self.is_body, node.operands))
            case facts.Starred() | facts.NamedExpression():
                return self.is_body(node.value)
            case facts.Conditional():
                return self.is_body(node.body) or self.is_body(node.orelse)
            case facts.Call() if self._is_copy(node):
                return True
            case facts.Call() | facts.Attribute() | facts.Await():
                return self._is_source(node)
            case _:
                return False

    def _is_copy(self, call: facts.Call) -> bool:
        match call.function:
            case facts.Attribute(name="copy" | "dict" | "deepcopy", value=value):
                return self.is_body(value)
            case facts.Name(id="dict" | "deepcopy"):
                return len(call.arguments) == 1 and self.is_body(call.arguments[0].value)
            case _:
                return False

    def _is_source(self, node: facts.Call | facts.Attribute | facts.Await) -> bool:
        inner = node.value if isinstance(node, facts.Await) else node
        match inner:
            case facts.Call(function=facts.Attribute() as function):
                if function.name in self._raw.methods and self.is_request(function.value):
                    return True
                return self.is_parsed(inner)
            case facts.Call():
                return self.is_parsed(inner)
            case facts.Attribute():
                return inner.name in self._raw.attributes and self.is_request(inner.value)
            case _:
                return False

    def is_parsed(self, call: facts.Call) -> bool:
        """Whether a call reads JSON from the bytes of the request."""
        known = contracts.load()
        if last_name(call.function) not in known.json_parsers or not call.arguments:
            return False
        function = self._project.value(call.function, self.scope)
        if not isinstance(function, External):
            return False
        module = function.name.rpartition(".")[0]
        has_type = any(argument.keyword == "type" for argument in call.arguments)
        return (
            module in known.json_modules and not has_type and self.is_bytes(call.arguments[0].value)
        )

    def is_bytes(self, node: facts.Expression) -> bool:
        """Whether an expression is the body before it is parsed."""
        match node:
            case facts.Await():
                return self.is_bytes(node.value)
            case facts.Call(function=facts.Attribute() as function):
                is_read = function.name in self._raw.bytes and self.is_request(function.value)
                return is_read or (function.name == "decode" and self.is_bytes(function.value))
            case facts.Attribute():
                return node.name in self._raw.bytes and self.is_request(node.value)
            case facts.Name():
                return node.id in self._bytes
            case _:
                return False

    def is_request(self, node: facts.Expression) -> bool:
        """Whether an expression is the request that is answered."""
        known, value = contracts.load(), self._project.value(node, self.scope)
        match value:
            case External(name):
                return name in known.request_objects
            case Instance():
                names = [name.rpartition(".")[2] for name in class_names(self._project, value)]
                return not known.request_classes.isdisjoint(names)
            case None:
                return last_name(node) in known.request_names
            case _:
                return isinstance(node, facts.Attribute) and node.name in known.request_names
