"""A query for each element of a loop, where one could fetch or write them all.

## Why

Each query goes to the store and back. With ten rows on a laptop nobody notices; with a thousand
rows, and a millisecond of network between the service and its database, the loop takes a second and
holds a connection all that time. It shows in production, when a customer has more data than the
tests had.

## Instead

Collect the keys, ask once before the loop and look the answers up in a dict; load relations along
with the rows that they belong to; write with the library's own call for many rows; commit once,
after the loop. The message names the call for the library at hand.

## What is reported

A query that is sent for each element of a `for` loop, a comprehension or a `gather`, by itself or
through small helpers of the project, and whose arguments the element gives: rows that are asked for
one by one, a `save`, `create`, `update` or `delete` for each, and a `commit` in the loop. Redis and
other stores count.

## What is left alone

- A query that the loop's element says nothing of, and what isn't known from annotations,
  constructors or imports to be a store's: `get` of a dict is no query.
- Few elements: what is written out or set, the first ten at most, the fields of a record; roles,
  types, languages and other things that are few by their name.
- What no plain query for many can stand for: a search or comparison by more or less, a key of two
  parts, the newest row of each, rows that are locked, another table or statement each time.
- Writes that are written alone for a reason: increments and counters, rows with a `save`, a history
  or hooks of their own or with receivers of Django's signals, a handler of exceptions or a
  `suppress` that deals with what failed for one element, a rollback in the loop.
- Helpers of more than six statements, that do more than to ask or more than to write, or that keep
  what they found.
- Portions of data, and what comes one by one: batches, chunks and pages, streams, queues and
  consumers, retries, `while` loops.
- What a pipeline collects, `session.add` and `flush`.
- What runs at most once or now and then: before `return` or `break`, in a search that ends with
  what it found, on the way to an error, in a handler of exceptions, behind `or`, for a key that
  isn't remembered yet or that another query has not found, when a counter is full, below two
  conditions.
- Jobs: where another service is called, something sent or imported, or a file written for each
  element, its query costs little beside that.
- What runs once, and not for a request: start-up, migrations, management commands, scripts, seeds,
  imports, loaders, repairs and clean-ups. Nobody mends a migration that has run.
- Where a comment or the function's docstring says why: that each is atomic or locked, that there
  are few, that signals run.
- Relations that are loaded when they are read.

A finding comes with the file that has the loop: where a commit only changes the helper, it waits
until that file is looked at.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Annotated, NamedTuple

from backend_gates.model import Finding, Related
from backend_gates.project.repetition.flow import names_in
from backend_gates.project.resolution.members import decorator_names
from backend_gates.project.resolution.values import External
from backend_gates.syntax import facts, walking
from backend_gates.syntax.naming import last_name
from backend_gates.wording import joined

if TYPE_CHECKING:
    from collections.abc import Iterator

    from backend_gates.project.project import Project
    from backend_gates.project.repetition.ways import Repeated
    from backend_gates.project.resolution.scopes import Scope

RULE = "query-in-loop"
SCREEN = (b"for ",)

_ONE_OFF = re.compile(
    r"(^|/)(alembic|benchmarks?|bin|cli|commands?|demos?|docs|examples?|factories|fix(es|tures|ups?)?"
    r"|[^/]*import(ers?)?|(data_?)?loaders|([^/]*_)?migrations?|migrators?|qa|scenarios|[^/]*[Ss]cripts?|test_[^/]*|[^/]*_tests|upgrades?)/"
    r"|(^|/)(seeders?|seeds?|versions)/[^/]*$|^tools/"
    r"|(^|/)(cli|commands?|(data_?)?loaders|manage|setup|[^/]*_cli"
    r"|([^/]*_)?(bootstrap|convert|demo|dummy|fix|fixup|import(er|ers)?|initial|install|migrate|migrations?|mock|populate|random|repair|sample|sync"
    r"|seeds?|tests|upgrades?)(_[^/]*)?|factories)\.py$"
)
_ONCE = re.compile(
    r"(^|_)(backfill|bootstrap|clean(_?up)?|clear|compact|convert|defaults?|fix|import|initiali[sz]e|install|migrate|migration"
    r"|on_start_?up|onboard|orphan(s|ed)?|populate|prune|purge|readiness|reconcile|recover|repair|rollback|seed|setup|stale|sweep"
    r"|truncate|upgrade)(_|$)|^_?(correct|init|merge)_[a-z]|^ready$"
)
_CONSOLES = ("click.", "typer.")


class Options(NamedTuple):
    """Settings of this check."""

    one_off: Annotated[
        bool,
        "Report what runs once, and not for a request, too: start-up, migrations, management "
        "commands, commands of a command line, scripts, seeds.",
    ] = False


def check(project: Project, module: Scope, options: Options) -> Iterator[Finding]:
    """Find the queries that the functions of a module send for each element of a loop."""
    if options.one_off or not (_ONE_OFF.search(module.path) or _is_script(module)):
        for found in project.ways.repeated(module):
            if options.one_off or not _is_command(project, found.step.scope):
                yield _finding(found)


def _is_script(module: Scope) -> bool:
    """Whether a module is run by itself: it asks whether its name is `__main__`."""
    body = module.node.body if isinstance(module.node, facts.Module) else ()
    return any(isinstance(each, facts.If) and "__name__" in names_in(each.test) for each in body)


def _is_command(project: Project, scope: Scope) -> bool:
    """Whether a function runs once: from a command line, at start-up, or by its name."""
    function = scope.enclosing(facts.Function)
    node = function.node if function is not None else None
    if not isinstance(node, facts.Function) or function is None:
        return False
    if "command" in decorator_names(node) or _ONCE.search(node.name) or _takes_arguments(node):
        return True
    if project.runs_at_startup(function):
        return True
    called = (project.value(each.function, function) for each in walking.own(node.body, facts.Call))
    return any(isinstance(each, External) and each.name.startswith(_CONSOLES) for each in called)


def _takes_arguments(node: facts.Function) -> bool:
    """Whether it is given what was written on a command line: `args: argparse.Namespace`."""
    annotations = (each.annotation for each in node.parameters)
    return any(each is not None and last_name(each) == "Namespace" for each in annotations)


def _finding(found: Repeated) -> Finding:
    scope, subject = found.step.scope, found.sent.subject
    span, related = found.step.node.span, tuple(_related(found))
    return Finding(scope.path, span, RULE, _message(found), scope.name, related, subject=subject)


def _message(found: Repeated) -> str:
    query, names = found.sent.query, [f"`{name}`" for name in found.loop.names]
    each = f"once for each {joined(names)}" if names else "once for each element"
    if not found.hops:
        return f"`{found.written}` {query.does} {each}; {query.instead}"
    last = found.hops[-1]
    where = f"{last.scope.path}:{last.node.line}"
    leads = f"leads to `{last.written}` ({where}), which {query.does} {each}"
    return f"`{found.written}` {leads}; {query.instead}"


def _related(found: Repeated) -> Iterator[Related]:
    path = found.step.scope.path
    yield Related(path, found.loop.iterable.span, "what the loop runs over")
    for hop in found.hops:
        yield Related(hop.scope.path, hop.node.span, f"`{hop.scope.name}` runs `{hop.written}`")
