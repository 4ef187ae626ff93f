"""A broad except, suppress or gather behind which nobody can know that something failed.

## Why

The service goes on as if nothing had happened. An outage of the database becomes an empty list, a
payment that was refused becomes an order that was paid, a message that was never sent is never
sent again, and no log, alert or answer says so. Whoever looks for the cause days later finds
nothing. A task that takes its own `CancelledError` can't be ended: shutdown waits for it, and
`asyncio.timeout` around it never raises.

## Instead

Catch what you expect to fail, by its name. What is left should be raised, translated into an error
that the caller knows, or at least be logged at warning or above with its traceback. If it may be
lost, a comment says why. End a handler of `CancelledError` with `raise`, and look at each result
that `gather(…, return_exceptions=True)` returns.

## What is reported

- `except Exception`, `except BaseException`, a bare `except` or `suppress(Exception)` around a call
  to a database, a service, or anything else that may fail, after which nobody can know: `pass`,
  `continue`, an empty or made-up answer (`[]`, `{}`, `""`, `0`, `True`, and `None` where a success
  may give it, too), a log below warning.
- In a handler of requests also a log alone, if the client then gets an empty answer, or the same as
  on success. Around a transaction: commit, roll back, log and carry on.
- `CancelledError`, also by a bare `except` or `BaseException` in a coroutine, caught without a
  `raise`, where the coroutine goes on or returns a value in its place.
- `gather(…, return_exceptions=True)` whose results nobody reads.

## What is left alone

Somebody knows: the exception is raised again, translated, kept, counted, printed or handed to any
call but a quiet log; the result says that there is none (`None`, `False`, a field for an error) or
names what it falls back on; what the attempt would have given is tested afterwards; successes are
counted; what is called logs its failures itself. Loggers are recognised across files, as are those
of loguru and structlog, and helpers that log.

Somebody explained it: a comment in the handler, right above it or in the handler of an attempt
around it, a docstring that says what becomes of failures, a quiet log that says what happens
without ("using the default", "will retry"). A directive to a tool or a plan for later explains
nothing. At a `suppress` or a `gather` the comment has to speak of failures.
None of it explains `CancelledError` away.

Nobody minds: cleaning up, undoing, a `finally`, a `__del__`, what stands behind another failure or
right before a `raise`; optional imports; parsing and converting; probes, health checks and
questions that are answered with yes or no; metrics, statistics, logs, progress, caches and local
files; what is shown in a user interface or a browser, or said in a chat; one of several
alternatives, and retries; programs of the command line; what migrates, sets up or lays out tables,
indexes and buckets; a connection's other end that is closed afterwards, and thereby told.

Awaiting tasks that were just cancelled is right, and so is a coroutine that ends or leaves its loop
when it is cancelled. Where all that is awaited are coroutines of the project that never wait,
nothing can be cancelled. A unit of work that opens a session of its own, rolls it back and logs why
has told enough, and so has a turn of a loop that logs.

## Limits

Findings stand where the failure is lost, and only in files that are checked: a helper that is
staged alone brings none to its callers. What nothing is known of is taken for something that may
fail where the attempt calls it, and in the functions that it calls where they await it.
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
