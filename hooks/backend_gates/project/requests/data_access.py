"""Which calls in a function get at data by themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from backend_gates.catalogue import data_access
from backend_gates.project.requests.placed import calls
from backend_gates.project.resolution.values import (
    External,
    FirstPartyClass,
    FirstPartyFunction,
    Instance,
    Member,
)
from backend_gates.project.running.blocking import written
from backend_gates.syntax import facts
from backend_gates.syntax.naming import last_name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from backend_gates.catalogue.data_access import Access
    from backend_gates.project.project import Project
    from backend_gates.project.resolution.scopes import Scope
    from backend_gates.project.resolution.values import Value


_SENDING = ("FileResponse", "StreamingResponse", "StreamingHttpResponse", "send_file")
_FETCHING_ONE = {"afirst", "first", "first_or_404", "get", "one", "one_or_404", "one_or_none"}
_FILES = "reads or writes files"


class AccessPlace(NamedTuple):
    """A call, or a function that is handed on to be called, that gets at data."""

    node: facts.Node
    scope: Scope
    written: str
    access: Access


def accesses(project: Project, scope: Scope) -> Iterator[AccessPlace]:
    """All that a function does with data, the functions and lambdas in it included.

    What it calls in the project is not followed: that is delegation. A chain of calls is one place
    for each thing that it does. What is handed to a response is the response, as
    `FileResponse(path.open("rb"))`.
    """
    seen: set[tuple[int, int, str]] = set()
    sent: set[int] = set()
    for node, inner in calls(scope):
        if last_name(node.function).endswith(_SENDING):
            sent.update(id(each.value) for each in node.arguments)
        for place in _in_call(project, node, inner):
            if id(node) in sent and place.access.does == _FILES:
                continue
            start = (place.node.line, place.node.column, place.access.does)
            if start not in seen:
                seen.add(start)
                yield place


def _in_call(project: Project, call: facts.Call, scope: Scope) -> Iterator[AccessPlace]:
    """What a call does itself, and what it is handed to do."""
    handed = (each.value for each in call.arguments if isinstance(each.value, facts.Attribute))
    for place, function in ((call, call.function), *((each, each) for each in handed)):
        access = _access(project, function, scope)
        if access is not None:
            is_lookup = access.lookup or _is_by_key(place)
            yield AccessPlace(place, scope, written(place), access._replace(lookup=is_lookup))


def _is_by_key(node: facts.Node) -> bool:
    """Whether it is `….filter_by(id=number).first()`, which fetches one thing by its key."""
    match node:
        case facts.Call(
            function=facts.Attribute(
                value=facts.Call(
                    function=facts.Attribute(name="filter" | "filter_by"),
                    arguments=(facts.Argument(keyword="id" | "pk"),),
                ),
                name=last,
            )
        ):
            return last in _FETCHING_ONE
        case _:
            return False


def _access(project: Project, function: facts.Expression, scope: Scope) -> Access | None:
    known = data_access.load()
    match project.value(function, scope):
        case External(name):
            return known.of_function(name)
        case Member(owner, name):
            return known.of_method(owner, name)
        case FirstPartyFunction(node=facts.Function(name=name), receiver=Instance(own)):
            return _overridden(project, own, name)
        case None if isinstance(function, facts.Attribute):
            owner = _root(project, function.value, scope)
            return known.of_any(owner) if owner else None
        case _:
            return None


def _overridden(project: Project, own: External | FirstPartyClass, name: str) -> Access | None:
    """What the method of a library does that a class of the project has instead: `save`."""
    bases = project.bases(own)[1] if isinstance(own, FirstPartyClass) else []
    found = (data_access.load().of_override(base, name) for base in bases)
    return next((access for access in found if access is not None), None)


def _root(project: Project, node: facts.Expression, scope: Scope) -> str:
    """The class of the object that `client.database["orders"]` starts from; empty where unknown."""
    while isinstance(node, facts.Attribute | facts.Subscript):
        node = node.value
        name = _class_name(project.value(node, scope))
        if name:
            return name
    return ""


def _class_name(value: Value | None) -> str:
    return value.of.name if isinstance(value, Instance) and isinstance(value.of, External) else ""
