"""Results of `gather(…, return_exceptions=True)` that nobody reads."""

from __future__ import annotations

from typing import TYPE_CHECKING

from backend_gates.catalogue import conduct, failures
from backend_gates.checkers._swallowed import phrases
from backend_gates.checkers._swallowed.defences import (
    is_of_last_resort,
    is_script,
    only_observes,
    stands_in_cleanup,
)
from backend_gates.checkers._swallowed.risks import in_thread, risk
from backend_gates.checkers._swallowed.telling import logs_itself
from backend_gates.project.resolution.values import External
from backend_gates.syntax import facts, walking
from backend_gates.syntax.naming import last_name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from backend_gates.checkers._swallowed.attempts import Site
    from backend_gates.project.project import Project


def unread(project: Project, site: Site) -> tuple[facts.Call, str] | None:
    """A `gather` in a statement whose exceptions get lost, and the message."""
    call = _gather(project, site)
    if call is None or _is_read(site, call):
        return None
    if is_of_last_resort(site.scope) or stands_in_cleanup(site) or _cancels(site):
        return None
    if is_script(site.scope) or only_observes(site.scope):
        return None
    if _is_kept(call, site):
        return None
    gathered = list(_gathered(call, site))
    if not gathered or not all(_may_raise(project, each, site) for each in gathered):
        return None
    return call, phrases.unread(gathered)


def _gather(project: Project, site: Site) -> facts.Call | None:
    match site.statement:
        case (
            facts.Evaluate(value=facts.Await(value=facts.Call() as call))
            | facts.Assign(value=facts.Await(value=facts.Call() as call))
        ):
            pass
        case _:
            return None
    if last_name(call.function) == "wait_for" and call.arguments:
        inner = call.arguments[0].value
        call = inner if isinstance(inner, facts.Call) else call
    if not any(_says_so(each) for each in call.arguments):
        return None
    function = project.value(call.function, site.scope)
    is_known = isinstance(function, External) and function.name in failures.load().gather
    return call if is_known else None


def _says_so(argument: facts.Argument) -> bool:
    value = argument.value
    is_true = isinstance(value, facts.Literal) and value.text == "True"
    return argument.keyword == "return_exceptions" and is_true


def _is_read(site: Site, call: facts.Call) -> bool:
    """Whether the results, or the tasks that were gathered, are used behind it."""
    names = {
        target.id
        for target in (site.statement.targets if isinstance(site.statement, facts.Assign) else ())
        if isinstance(target, facts.Name)
    }
    if isinstance(site.statement, facts.Assign) and not names:
        return True
    tasks = {
        node.id
        for argument in call.arguments
        for node in walking.walk(argument.value)
        if isinstance(node, facts.Name) and not argument.keyword
    }
    wanted = names or tasks
    return any(name != "_" and _is_used_behind(site, name) for name in wanted)


def _is_used_behind(site: Site, name: str) -> bool:
    function, end = site.scope.node, site.statement
    if not isinstance(function, facts.Function | facts.Module):
        return False
    start = (end.end_line, end.end_column)
    return any(
        node.id == name and (node.line, node.column) >= start
        for node in walking.walk(function)
        if isinstance(node, facts.Name)
    )


def _cancels(site: Site) -> bool:
    function = site.scope.node
    return isinstance(function, facts.Function) and any(
        isinstance(call.function, facts.Attribute) and call.function.name.startswith("cancel")
        for call in walking.own(function.body, facts.Call)
    )


def _is_kept(call: facts.Call, site: Site) -> bool:
    """Whether tasks are gathered that somebody else made, and may look at."""
    function = site.scope.node
    parameters = function.parameters if isinstance(function, facts.Function) else ()
    given = {parameter.name for parameter in parameters}
    for argument in call.arguments:
        value = (
            argument.value.value if isinstance(argument.value, facts.Starred) else argument.value
        )
        if isinstance(value, facts.Attribute):
            return True
        if isinstance(value, facts.Name) and value.id in given:
            return True
    return False


def _gathered(call: facts.Call, site: Site) -> Iterator[facts.Call]:
    """The calls whose coroutines are gathered, where they can be seen."""
    for argument in call.arguments:
        if argument.keyword:
            continue
        value = (
            argument.value.value if isinstance(argument.value, facts.Starred) else argument.value
        )
        if isinstance(value, facts.Name):
            yield from _assigned(value.id, site)
        elif isinstance(value, facts.Comprehension):
            yield from _made(value.elements[0])
        elif isinstance(value, facts.Collection):
            for item in value.items:
                yield from _made(item)
        else:
            yield from _made(value)


def _assigned(name: str, site: Site) -> Iterator[facts.Call]:
    """What is put in a list of coroutines or tasks."""
    function = site.scope.node
    if not isinstance(function, facts.Function):
        return
    for node in walking.own(function.body, facts.Assign, facts.Call):
        match node:
            case facts.Assign(targets=(facts.Name(id=target),), value=value) if target == name:
                elements: tuple[facts.Expression, ...] = ()
                if isinstance(value, facts.Comprehension):
                    elements = value.elements[:1]
                elif isinstance(value, facts.Collection):
                    elements = value.items
                for each in elements:
                    yield from _made(each)
            case facts.Call(
                function=facts.Attribute(value=facts.Name(id=target), name="append"),
                arguments=(facts.Argument(value=value),),
            ) if target == name:
                yield from _made(value)
            case _:
                pass


def _made(node: facts.Expression) -> Iterator[facts.Call]:
    """The coroutine in it, through `create_task`."""
    if isinstance(node, facts.Call):
        inner = node.arguments[0].value if node.arguments else None
        if last_name(node.function) == "map" and inner is not None:
            yield facts.Call(*node.span, inner, ())
        elif last_name(node.function) in {"create_task", "ensure_future", "wait_for", "shield"}:
            if isinstance(inner, facts.Call):
                yield from _made(inner)
        else:
            yield in_thread(node) or node


def _may_raise(project: Project, call: facts.Call, site: Site) -> bool:
    """Whether it matters when it fails, and it doesn't see to that itself."""
    words = conduct.words(last_name(call.function))
    if "safe" in words or "safely" in words or "check" in words:
        return False
    body = (facts.Evaluate(*call.span, facts.Await(*call.span, call)),)
    is_risky = risk(project, body, site.scope) is not None
    return is_risky and not logs_itself(project, call, site.scope)
