"""A broad except, suppress or gather behind which nobody can know that something failed.

## Why

The service goes on as if nothing had happened. An outage of the database becomes an empty list, a
payment that was refused becomes an order that was paid, a message that was never sent is never
sent again, and no log, alert or answer says so. Whoever looks for the cause days later finds
nothing. A task that takes its own `CancelledError` can't be ended: shutdown waits for it, and
`asyncio.timeout` around it never raises.

## Instead

Catch what you expect to fail, by its name. What is left should be raised, translated into an error
that the caller knows, or at least be logged at warning or above with its traceback. Where a request
or a transaction waits for the outcome a log alone isn't enough: its caller has to learn of it. End
a handler of `CancelledError` with `raise`, and look at each result that
`gather(…, return_exceptions=True)` returns.

## What is left alone

An error is known of when it is raised again or translated, handed to any call but a quiet log (an
error tracker, `set_exception`), kept, counted, printed, or said by the result: `None`, `False` or a
dictionary in place of a value, a field that names an error. Loggers are recognised across files, as
are those of loguru and structlog, and helpers that log.

A comment in the handler, or right above it, says that it was left so on purpose; a directive to a
tool or a plan for later doesn't. At a `suppress` or a `gather` the comment has to speak of
failures. It doesn't explain `CancelledError` away. So was a default behind a quiet log, one that
has a name, a step that others follow or precede, and one in a helper that starts with an underscore
or is called for a result that nothing stands in for. A unit of work that opens a session of its
own, rolls it back and logs why has told enough.

Some things may fail without a word: reading, unless an empty list or `True` is returned for what
couldn't be read, files that may not be there yet, numbers out of a database, tidying up, anything
in a `finally`, a `__del__` or behind another failure, optional imports, parsing and converting,
probes and health checks, metrics, logs and caches, what only adorns, what a browser shows,
alternatives that are tried one after the other, retries whose last failure is raised, programs of
the command line, what is set up at the start or runs along with a login, taking down that something
has failed, and creating an index or a bucket, which may be there. So may what does nothing that is
known to reach beyond the process.

Awaiting tasks that were just cancelled is right, and so is a coroutine that ends when it is
cancelled. Who names `CancelledError` has mostly seen to that: it is reported where the next turn of
a loop follows.

## Limits

Findings stand where the failure is lost, and only in files that are checked: a helper that is
staged alone brings none to its callers. Names decide where nothing is known of what is called.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from backend_gates.model import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from backend_gates.project.project import Project
    from backend_gates.project.resolution.scopes import Scope

RULE = "swallowed-exception"
SCREEN = (b"except", b"suppress", b"return_exceptions")


class Options(NamedTuple):
    """Settings of this check."""


def check(project: Project, module: Scope, options: Options) -> Iterator[Finding]:
    """Find where a module loses failures."""
    from backend_gates.checkers._swallowed.reading import losses  # noqa: PLC0415  start-up

    del options
    for loss in losses(project, module):
        yield Finding(loss.scope.path, loss.span, RULE, loss.message, loss.scope.name)
