"""Which functions answer a request whose handler raised."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from backend_gates.catalogue import payloads
from backend_gates.project.resolution.scopes import functions
from backend_gates.syntax import facts
from backend_gates.syntax.naming import decorator_target, last_name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from backend_gates.project.resolution.scopes import Scope


class ExceptionHandler(NamedTuple):
    """A function that makes an answer of an exception; `scope` is its body's."""

    scope: Scope
    function: facts.Function


def exception_handlers(module: Scope) -> Iterator[ExceptionHandler]:
    """Those that a module defines, in source order.

    They are told by their decorator, or by their parameters: a request and an exception.
    """
    for scope in functions(module):
        function = scope.node
        if isinstance(function, facts.Function) and _answers_exceptions(function):
            yield ExceptionHandler(scope, function)


def _answers_exceptions(function: facts.Function) -> bool:
    return _is_decorated(function) or _takes_exception(function)


def _is_decorated(function: facts.Function) -> bool:
    known = payloads.load().handler_decorators
    return any(
        isinstance(decorator, facts.Call)
        and isinstance(decorator.function, facts.Attribute)
        and last_name(decorator_target(decorator)) in known
        for decorator in function.decorators
    )


def _takes_exception(function: facts.Function) -> bool:
    known = payloads.load()
    types = [_type_name(each) for each in function.parameters if each.name not in {"self", "cls"}]
    match types:
        case [request, exception]:
            return request in known.handler_requests and exception.endswith(known.exception_endings)
        case _:
            return False


def _type_name(parameter: facts.Parameter) -> str:
    """The last name of an annotation; of the first alternative where there are several."""
    annotation = parameter.annotation
    if isinstance(annotation, facts.Operation):
        annotation = annotation.operands[0]
    if isinstance(annotation, facts.Literal):
        return annotation.text.partition(" ")[0].rpartition(".")[2]
    return "" if annotation is None else last_name(annotation)
