"""Which functions of a module are bound to HTTP and should not be."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from backend_gates.catalogue.conduct import words
from backend_gates.checkers._http_concern import concerns, transport
from backend_gates.checkers._http_concern.layers import is_guarding, layer
from backend_gates.project.resolution.scopes import functions
from backend_gates.project.resolution.values import FirstPartyFunction
from backend_gates.syntax import facts, walking
from backend_gates.syntax.headings import heading
from backend_gates.syntax.naming import last_name

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from msgspec import Struct

    from backend_gates.catalogue.http import Layer
    from backend_gates.checkers._http_concern.concerns import Concern
    from backend_gates.model import Span
    from backend_gates.project.project import Project
    from backend_gates.project.resolution.scopes import Scope

_FAILING = {"errors", "aborts"}
_LAYERS = {"business", "holding", ""}
_OF_HELPERS = {
    *("request", "response", "responses", "redirect", "cookie", "cookies", "header", "headers"),
    *("url", "urls", "ip", "http", "html", "page", "template"),
}
_ADVICE = {
    "aborts": "raise an error of the domain, and let the route turn it into a status",
    "errors": "raise an error of the domain, and let the route turn it into a status",
    "requests": "take the values that it needs, so that a job or a test can call it",
    "responses": "return the data, and let the route make the response",
    "makers": "return the data, and let the route make the response",
    "current": "take the values that it needs, so that a job or a test can call it",
}


class Bound(NamedTuple):
    """A function that is bound to HTTP by its first concern, and by the others."""

    scope: Scope
    function: facts.Function
    first: Concern
    others: tuple[Concern, ...]

    @property
    def span(self) -> Span:
        """Where it is shown: the `def`, where the signature tells it."""
        return heading(self.function) if self.first.is_signed else self.first.node.span

    @property
    def advice(self) -> str:
        """What to do instead."""
        return _ADVICE[self.first.kind]


def bound(project: Project, module: Scope, known: Mapping[str, Layer]) -> Iterator[Bound]:
    """Those of a module, in source order; none where it is a part of transport."""
    concerned = list(_concerned(project, module, known))
    found = [each for each in concerned if _is_misplaced(project, each, known)]
    if (
        found
        and not transport.is_transport(project, module)
        and not any(transport.is_called_by_framework(project, each.scope) for each in concerned)
    ):
        yield from found


def _concerned(project: Project, module: Scope, known: Mapping[str, Layer]) -> Iterator[Bound]:
    """The functions that have to do with HTTP, as long as no name tells that they may."""
    for scope in functions(module):
        if isinstance(scope.node, facts.Function) and layer(scope, known) in _LAYERS:
            found = _bound(project, scope, scope.node)
            if found is not None:
                yield found


def _is_misplaced(project: Project, found: Bound, known: Mapping[str, Layer]) -> bool:
    if transport.is_wrapped(project, found.scope) or _is_told_of_request(found.function):
        return False
    if _is_of_view(found.scope):
        return False
    fails = found.first.kind in _FAILING
    return (_fails_there if fails else _answers_there)(project, found, known)


def _is_told_of_request(function: facts.Function) -> bool:
    """Whether it is handed the request as views are, without a word on what that is."""
    return any(each.name == "request" and each.annotation is None for each in function.parameters)


def _is_of_view(scope: Scope) -> bool:
    """Whether it is a method of a class that has the request, as the mixins of views have."""
    owner = scope.parent
    if owner is None or not isinstance(owner.node, facts.Class):
        return False
    return any(map(_is_own_request, walking.walk(owner.node)))


def _is_own_request(node: Struct) -> bool:
    match node:
        case facts.Attribute(value=facts.Name(id="self"), name="request"):
            return True
        case _:
            return False


def _bound(project: Project, scope: Scope, function: facts.Function) -> Bound | None:
    found = [
        *concerns.of_signature(project, function, scope),
        *concerns.of_body(project, function, scope),
    ]
    return Bound(scope, function, found[0], tuple(found[1:])) if found else None


def _fails_there(project: Project, found: Bound, known: Mapping[str, Layer]) -> bool:
    """Whether a function that raises is run by others than routes, or may be."""
    told = layer(found.scope, known)
    if "404" in found.function.name and told != "business":
        return False
    return bool(told) or _is_run_by_business(project, found.scope, known)


def _is_run_by_business(project: Project, scope: Scope, known: Mapping[str, Layer]) -> bool:
    return any(
        use.scope.path != scope.path and layer(use.scope, known) in {"business", "holding"}
        for use in project.uses.of(scope)
    )


def _answers_there(project: Project, found: Bound, known: Mapping[str, Layer]) -> bool:
    """Whether a function with a request or response does work that needs none."""
    scope = found.scope
    return (
        layer(scope, known) in {"business", "holding"}
        and not is_guarding(scope, known)
        and not _is_helper(found)
        and not transport.is_hooked_in(project, scope)
        and not transport.is_handed_over(project, scope)
        and _works(project, found.function, scope)
    )


def _is_helper(found: Bound) -> bool:
    """Whether a function is there for the request: it forwards or answers it, or fills a page."""
    kinds = {each.kind for each in (found.first, *found.others) if each.is_signed}
    return (
        {"requests", "responses"} <= kinds
        or not _OF_HELPERS.isdisjoint(words(found.function.name)[1:])
        or _fills_template(found.function)
    )


def _fills_template(function: facts.Function) -> bool:
    """Whether a function puts a request into the context of a template, as Jinja's want it."""
    return any(
        isinstance(key, facts.Literal) and key.text == "request"
        for node in walking.own(function.body, facts.Dictionary)
        for key in node.keys
    )


def _works(project: Project, function: facts.Function, scope: Scope) -> bool:
    """Whether a function does more than to read a request or to fill a response."""
    from backend_gates.project.requests.data_access import accesses  # noqa: PLC0415  start-up

    calls = walking.own(function.body, facts.Call)
    return (
        any(isinstance(project.value(call.function, scope), FirstPartyFunction) for call in calls)
        or any(map(_changes_its_object, walking.own(function.body, facts.Assign)))
        or any(True for _ in accesses(project, scope))
    )


def _changes_its_object(statement: facts.Assign) -> bool:
    return any(
        isinstance(target, facts.Attribute) and last_name(target.value) == "self"
        for target in statement.targets
    )
