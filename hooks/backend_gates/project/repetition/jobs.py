"""Which loops do a job for each element, beside which a query costs nothing."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from backend_gates.catalogue import data_access, repetition
from backend_gates.project.resolution.values import External, FirstPartyFunction, Member
from backend_gates.syntax import facts, walking
from backend_gates.syntax.naming import last_name

if TYPE_CHECKING:
    from collections.abc import Iterable

    from backend_gates.project.project import Project
    from backend_gates.project.repetition.loops import Loop
    from backend_gates.project.repetition.queries import Sent
    from backend_gates.project.resolution.scopes import Scope
    from backend_gates.project.resolution.values import Value

_DEFINING = re.compile(r"_*(alter|create|drop|truncate)_([a-z_]+_)?(index|indexes|tables?)$")
_ASKING, _KEEPING = {"get", "aget", "hget", "get_many"}, {"set", "aset", "setex", "hset"}
_LONG, _DEPTH = 25, 2
_QUERIES = {"uses the database", "uses the cache", "uses the search index", "builds queries"}


def is_job(project: Project, loop: Loop, scope: Scope) -> bool:
    """Whether a loop calls another service, sends something or runs a job for each element.

    Functions of the project are followed. A loop of very many steps is a job, too, and one that
    runs its own function again, as down a tree.
    """
    if not isinstance(loop.node, facts.For):
        return False
    body = loop.node.body
    if length(body) > _LONG or _runs_again(body, scope):
        return True
    return works_elsewhere(project, body, scope, _DEPTH)


def _runs_again(body: facts.Block, scope: Scope) -> bool:
    name = scope.node.name if isinstance(scope.node, facts.Function) else ""
    called = (each.function for each in walking.own(body, facts.Call))
    return any(
        last_name(each) == name
        and (isinstance(each, facts.Name) or last_name(each.value) in {"cls", "self"})
        for each in called
        if isinstance(each, facts.Name | facts.Attribute)
    )


def length(body: facts.Block) -> int:
    """How many statements a block has, a text that describes it aside."""
    return sum(not _is_text(each) for each in walking.walk_statements(body))


def _is_text(node: facts.Statement) -> bool:
    return isinstance(node, facts.Evaluate) and isinstance(node.value, facts.Literal)


def works_elsewhere(project: Project, body: facts.Block, scope: Scope, depth: int = 0) -> bool:
    """Whether a block calls another service, sends something or runs a job."""
    for call in walking.own(body, facts.Call):
        if is_job_name(last_name(call.function)):
            return True
        called = project.value(call.function, scope)
        if _is_elsewhere(called) or _is_of_service(call.function):
            return True
        match called:
            case FirstPartyFunction(inner, facts.Function(body=inside)) if depth:
                if works_elsewhere(project, inside, inner, depth - 1):
                    return True
            case _:
                pass
    return False


def is_undone(loop: Loop) -> bool:
    """Whether a loop takes back what failed for one element, so that each is work of its own."""
    return isinstance(loop.node, facts.For) and any(
        last_name(call.function) == "rollback" for call in walking.own((loop.node,), facts.Call)
    )


def keeps_answers(sent: Iterable[Sent]) -> bool:
    """Whether a function looks into a cache first and keeps there what it found elsewhere."""
    names = {each.subject.rpartition(".")[2] for each in sent if "cache" in each.query.does}
    return not (names.isdisjoint(_ASKING) or names.isdisjoint(_KEEPING))


@cache
def is_job_name(name: str) -> bool:
    """Whether a function is named as one that does a job: `send_reminder`, `process_upload`."""
    return repetition.load().jobs.match(name) is not None


def is_definition(name: str) -> bool:
    """Whether a function is named as one that defines tables, which is done one by one."""
    return _DEFINING.match(name) is not None


def _is_elsewhere(called: Value | None) -> bool:
    known = data_access.load()
    match called:
        case External(name):
            access = known.of_function(name)
        case Member(owner, name):
            access = known.of_method(owner, name)
        case _:
            return False
    return access is not None and access.does not in _QUERIES


def _is_of_service(function: facts.Expression) -> bool:
    """Whether something is called that is named for a service: `plugin.instance.get`."""
    while isinstance(function, facts.Attribute):
        function = function.value
        if repetition.load().services.search(last_name(function)):
            return True
    return False
