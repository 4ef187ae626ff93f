"""What a returned expression sends, and whether it says with which status."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from backend_gates.catalogue import payloads
from backend_gates.project.resolution.values import External, FirstPartyClass, Instance
from backend_gates.project.routes.handlers import class_names
from backend_gates.project.routes.http_status import http_status, is_error
from backend_gates.syntax import facts
from backend_gates.syntax.naming import last_name

if TYPE_CHECKING:
    from backend_gates.catalogue.payloads import Answer
    from backend_gates.project.project import Project
    from backend_gates.project.resolution.scopes import Scope

_TUPLES_OF_STATUS = {
    *("flask", "quart", "flask-restful", "flask-restx", "flask-smorest", "apiflask"),
    *("flask-appbuilder", "django-ninja"),
}
_DUMPING = {"dumps", "dump"}


class Sent(NamedTuple):
    """What is sent with the default status: an expression, or the fields of a call.

    `is_made` says that a call of the framework makes the answer, `is_ignored_status` that the
    second part of a tuple is no status here, whatever the author meant.
    """

    payload: facts.Expression
    scope: Scope
    is_fields: bool = False
    is_made: bool = False
    is_ignored_status: bool = False


def sent(project: Project, node: facts.Expression, scope: Scope, framework: str) -> Sent | None:
    """What is sent without a word of its status; None when there is one, or it isn't known."""
    if isinstance(node, facts.Await):
        node = node.value
    if isinstance(node, facts.Collection) and node.kind == "tuple":
        return _of_tuple(project, node, scope, framework)
    if isinstance(node, facts.Call):
        answer = _answer(project, node, scope)
        if answer is not None:
            return _of_answer(project, node, answer, scope, framework)
    return Sent(node, scope)


def _of_tuple(
    project: Project, node: facts.Collection, scope: Scope, framework: str
) -> Sent | None:
    if not node.items or len(node.items) not in {2, 3}:
        return None
    first, second = node.items[:2]
    if framework in _TUPLES_OF_STATUS:
        is_headers = isinstance(second, facts.Dictionary)
        return sent(project, first, scope, framework) if is_headers else None
    status = http_status(project, second, scope)
    is_meant = framework == "fastapi" and status is not None and is_error(status)
    return Sent(first, scope, is_ignored_status=True) if is_meant else None


def _answer(project: Project, call: facts.Call, scope: Scope) -> Answer | None:
    known, function = payloads.load(), project.value(call.function, scope)
    if isinstance(function, External):
        return known.answer(function.name)
    if isinstance(function, FirstPartyClass) and not _has_own_status(project, function):
        bases = class_names(project, Instance(function))
        return next(filter(None, map(known.answer, bases)), None)
    return None


def _has_own_status(project: Project, function: FirstPartyClass) -> bool:
    """Whether a response class of the project may have a status of its own."""
    ours, _ = project.bases(function)
    own = {"__init__", *payloads.load().status_attributes}
    return any(not own.isdisjoint(each.scope.bindings) for each in ours)


def _of_answer(
    project: Project, call: facts.Call, answer: Answer, scope: Scope, framework: str
) -> Sent | None:
    if answer.fields and any(argument.keyword for argument in call.arguments):
        return Sent(call, scope, is_fields=True, is_made=True)
    positional = [each.value for each in call.arguments if not each.keyword]
    keywords = {each.keyword: each.value for each in call.arguments if each.keyword}
    position = answer.status_position
    has_status = position is not None and len(positional) > position
    if has_status or "**" in keywords or not answer.status.isdisjoint(keywords):
        return None
    content = next((keywords[name] for name in keywords if name in answer.content), None)
    payload = positional[0] if positional else content
    if payload is None or isinstance(payload, facts.Starred):
        return None
    inner = sent(project, _undumped(payload), scope, framework)
    return None if inner is None else inner._replace(is_made=True)


def _undumped(node: facts.Expression) -> facts.Expression:
    """The object behind `json.dumps(…)`."""
    if not isinstance(node, facts.Call) or last_name(node.function) not in _DUMPING:
        return node
    return node.arguments[0].value if node.arguments else node
