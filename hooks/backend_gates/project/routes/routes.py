"""What is said of a handler where it is registered: the arguments of its route and router."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from backend_gates.project.resolution.bindings import Imported
from backend_gates.project.resolution.definitions import Definition, definition
from backend_gates.project.routes import inclusions
from backend_gates.syntax import facts
from backend_gates.syntax.naming import last_name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from backend_gates.project.project import Project
    from backend_gates.project.resolution.scopes import Scope
    from backend_gates.project.routes.handlers import Handler


class Route(NamedTuple):
    """The calls that register a handler, and those that made their apps or routers.

    `is_complete` is false where some arguments are unpacked, so that more may be said than is
    seen.
    """

    calls: tuple[Definition, ...]
    makers: tuple[Definition, ...]
    is_complete: bool

    @property
    def methods(self) -> set[str]:
        """The last names of what registers: `get`, `add_api_route`."""
        return {last_name(call.function) for call, _ in _calls(self.calls)}

    def said(self, keyword: str) -> Iterator[Definition]:
        """What the argument of a route is given by that name."""
        return _arguments(self.calls, keyword)

    def said_of_all(self, keyword: str) -> Iterator[Definition]:
        """What the app or router says for all its routes, or a controller for its methods."""
        return _arguments(self.makers, keyword)

    def including(self, project: Project) -> Route:
        """The same with what is said where its router is included, which is looked for now."""
        found = tuple(each for maker in self.makers for each in inclusions.above(project, maker))
        return self._replace(makers=(*self.makers, *found))

    @property
    def path(self) -> str:
        """The path, as far as it is written at the route."""
        for call, _ in _calls(self.calls):
            for argument in call.arguments[:1]:
                if isinstance(argument.value, facts.Literal) and argument.value.kind == "str":
                    return argument.value.text
        return ""


def route(project: Project, handler: Handler) -> Route:
    """What is known of the route of a handler."""
    outer = handler.scope.parent or handler.scope
    places = [each for each in handler.function.decorators if isinstance(each, facts.Call)]
    calls = [Definition(each, outer) for each in places]
    if isinstance(handler.place, facts.Call) and handler.place not in places:
        module = project.modules.at(handler.path) or outer.outermost
        calls.append(Definition(handler.place, module))
    makers = tuple(_makers(project, calls))
    return Route(tuple(calls), makers, all(map(_is_complete, [*calls, *makers])))


def _makers(project: Project, calls: list[Definition]) -> Iterator[Definition]:
    for call, scope in _calls(calls):
        if isinstance(call.function, facts.Attribute):
            made = definition(project, call.function.value, scope)
            if isinstance(made.expression, facts.Call):
                yield made


def _calls(definitions: tuple[Definition, ...] | list[Definition]) -> Iterator[_Call]:
    for expression, scope in definitions:
        if isinstance(expression, facts.Call):
            yield _Call(expression, scope)


class _Call(NamedTuple):
    call: facts.Call
    scope: Scope


def _is_complete(known: Definition) -> bool:
    arguments = known.expression.arguments if isinstance(known.expression, facts.Call) else ()
    return all(argument.keyword != "**" for argument in arguments)


def _arguments(definitions: tuple[Definition, ...], keyword: str) -> Iterator[Definition]:
    for call, scope in _calls(definitions):
        for argument in call.arguments:
            if argument.keyword == keyword:
                yield Definition(argument.value, scope)


def framework_of(handler: Handler) -> str:
    """The framework of a handler; by what its module imports, where its receiver is unknown."""
    return handler.framework or framework_in(handler.scope.outermost)


def framework_in(module: Scope) -> str:
    """The framework that a module imports, the first of those that it may stand on."""
    origins = (binding.origin for each in module.bindings.values() for binding in each)
    imported = {each.module.partition(".")[0] for each in origins if isinstance(each, Imported)}
    return next((name for package, name in _BY_IMPORT.items() if package in imported), "")


_BY_IMPORT = {
    "fastapi": "fastapi",
    "flask": "flask",
    "quart": "quart",
    "litestar": "litestar",
    "sanic": "sanic",
    "aiohttp": "aiohttp",
    "starlette": "starlette",
    "rest_framework": "django-rest-framework",
    "django": "django",
}
