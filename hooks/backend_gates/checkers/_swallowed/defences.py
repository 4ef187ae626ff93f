"""Which attempts may fail without a word."""

from __future__ import annotations

from typing import TYPE_CHECKING

from backend_gates.catalogue import conduct, failures
from backend_gates.checkers._swallowed.risks import lays_out, lays_out_tables
from backend_gates.project.resolution.members import decorator_names
from backend_gates.project.resolution.standing import standing
from backend_gates.project.resolution.values import External
from backend_gates.syntax import facts, walking
from backend_gates.syntax.naming import last_name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from backend_gates.checkers._swallowed.attempts import Attempt, Site
    from backend_gates.project.project import Project
    from backend_gates.project.resolution.scopes import Scope

_MIGRATING = {"migrate", "migration"}


def may_fail(project: Project, attempt: Attempt) -> bool:
    """Whether a failure of the attempt is nobody's concern."""
    return (
        is_script(attempt.scope)
        or only_observes(attempt.scope)
        or is_of_last_resort(attempt.scope)
        or stands_in_cleanup(attempt.site)
        or _imports(attempt)
        or _has_a_deadline(attempt)
        or _asks_for_a_cache(attempt.site)
        or _closes_the_other_end(attempt)
        or _is_probe(attempt)
        or _runs_along(attempt.scope)
        or _fills_a_screen(project, attempt.scope)
    )


def is_handler(project: Project, scope: Scope) -> bool:
    """Whether a function answers HTTP requests, other than from those who would ask again."""
    file = scope.path.rpartition("/")[2].removesuffix(".py")
    named = (*conduct.words(file), *conduct.words(scope.name.rpartition(".")[2]))
    where = standing(scope)
    return failures.load().receivers.isdisjoint(named) and any(
        standing(each.scope) == where
        for each in project.handlers(scope.outermost)
        if each.kind == "http"
    )


def is_script(scope: Scope) -> bool:
    """Whether people run it by hand and watch."""
    known = failures.load()
    *folders, file = scope.path.split("/")
    if scope.name in known.script_functions or file in known.script_files:
        return True
    words = {word for name in (*folders, file[:-3]) for word in conduct.words(name)}
    return not known.script_folders.isdisjoint(folders) or not known.script_words.isdisjoint(words)


def only_observes(scope: Scope) -> bool:
    """Whether file, class or function are there for logs, metrics, caches or a browser."""
    known = failures.load()
    *folders, file = scope.path.split("/")
    named = (*folders, file.removesuffix(".py"), *scope.name.split("."))
    words = {word for name in named for word in conduct.words(name)}
    return not words.isdisjoint(known.observing_places | known.browsing_places)


def is_of_last_resort(scope: Scope) -> bool:
    """Whether the function around it tidies up, or is one that Python wants not to raise."""
    known = failures.load()
    for name in scope.name.split("."):
        if name in known.unfailing_methods:
            return True
        if (conduct.words(name)[:1] or [""])[0] in known.tidying_functions:
            return True
    return False


def stands_in_cleanup(site: Site) -> bool:
    """Whether it stands in a `finally`, or where another failure is being dealt with."""
    if any(isinstance(each, facts.Raise) for each in site.frames[-1].later[:1]):
        return True
    for frame in site.frames:
        match frame.statement:
            case facts.Try() as outer:
                if frame.block is outer.finalbody:
                    return True
                if any(frame.block is each.body for each in outer.handlers):
                    return True
            case _:
                pass
    return False


def _imports(attempt: Attempt) -> bool:
    """Whether it finds out if something is installed."""
    kinds = facts.Import | facts.ImportFrom
    return any(isinstance(each, kinds) for each in walking.walk_statements(attempt.body))


def _has_a_deadline(attempt: Attempt) -> bool:
    """Whether it is given up without a word when it takes too long: `move_on_after(5)`."""
    around = (each.statement for each in attempt.site.frames)
    withs = (each for each in around if isinstance(each, facts.With))
    return any(
        isinstance(item.context, facts.Call) and last_name(item.context.function) == "move_on_after"
        for each in (*withs, *walking.own(attempt.body, facts.With))
        for item in each.items
    )


def _asks_for_a_cache(site: Site) -> bool:
    """Whether it is only made where there is a cache: `if self._cache is not None:`."""
    return any(
        isinstance(frame.statement, facts.If)
        and frame.block is frame.statement.body
        and _is_cache(frame.statement.test)
        for frame in site.frames
    )


def _is_cache(node: facts.Expression) -> bool:
    match node:
        case facts.Operation(operators=("is not",), operands=(value, _)):
            return _is_cache(value)
        case _:
            return conduct.words(last_name(node))[-1:] == ["cache"]


def _closes_the_other_end(attempt: Attempt) -> bool:
    """Whether it sends on what it reads, and then closes what it sent it to, which tells that."""
    node = attempt.site.statement
    if not isinstance(node, facts.Try):
        return False
    drained = {
        each.function.value.id
        for each in walking.own(attempt.body, facts.Call)
        if isinstance(each.function, facts.Attribute)
        and each.function.name == "drain"
        and isinstance(each.function.value, facts.Name)
    }
    return any(
        isinstance(each, facts.Name) and each.id in drained
        for each in walking.walk_own(node.finalbody)
    )


def _is_probe(attempt: Attempt) -> bool:
    """Whether the function asks a question to which a failure is an answer."""
    node = attempt.scope.node
    *outer, name = attempt.scope.name.split(".")
    if not isinstance(node, facts.Function):
        return False
    known = failures.load()
    if not known.probing_words.isdisjoint(conduct.words(name)):
        return True
    beside = known.promising_nothing | known.adorning
    file = attempt.scope.path.rpartition("/")[2].removesuffix(".py")
    if any(not beside.isdisjoint(conduct.words(each)) for each in (file, *outer, name)):
        return True
    if isinstance(node.returns, facts.Name) and node.returns.id == "bool":
        return any(map(_says_false, walking.own(attempt.handling, facts.Return)))
    return any(_says_true(each) for each in _returns(node)) and any(
        _says_false(each) for each in walking.own(attempt.handling, facts.Return)
    )


def _runs_along(scope: Scope) -> bool:
    """Whether it sets up what it can, or runs when something else happens: nobody waits for it."""
    known = failures.load()
    named = conduct.words(scope.name.rpartition(".")[2])
    if not known.preparing_words.isdisjoint(named[:1]) or not _MIGRATING.isdisjoint(named):
        return True
    if lays_out("_".join(named)):
        return True
    if isinstance(scope.node, facts.Function) and lays_out_tables(scope.node.body):
        return True
    return isinstance(scope.node, facts.Function) and not known.hooking_decorators.isdisjoint(
        decorator_names(scope.node)
    )


def _fills_a_screen(project: Project, scope: Scope) -> bool:
    """Whether the function makes what people see on a screen."""
    return isinstance(scope.node, facts.Function) and any(
        isinstance(value := project.value(name, scope), External)
        and value.name.partition(".")[0] in failures.load().screen_packages
        for name in walking.own(scope.node.body, facts.Name)
    )


def _returns(node: facts.Function) -> Iterator[facts.Return]:
    yield from walking.own(node.body, facts.Return)


def _says_true(node: facts.Return) -> bool:
    return isinstance(node.value, facts.Literal) and node.value.text == "True"


def _says_false(node: facts.Return) -> bool:
    return isinstance(node.value, facts.Literal) and node.value.text == "False"
