"""Checks over many files, each read once: screen, skim, check, judge, suppress."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from backend_gates import registry
from backend_gates.content import content_of
from backend_gates.model import Failure, Report, Span
from backend_gates.screening import Content

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
    from pathlib import Path

    from backend_gates.checkers import Checker
    from backend_gates.model import Finding
    from backend_gates.project.project import Project
    from backend_gates.project.reading.confirmed import Confirmed
    from backend_gates.syntax import facts
    from backend_gates.syntax.source import UnreadableError

_SUPPRESSION = b"gates:"


class Task(NamedTuple):
    """A check with its settings and the files that it is asked about, relative to the run's root.

    `watches` tells of the project's other files whether findings in them count.
    """

    checker: Checker
    options: object
    paths: frozenset[str]
    watches: Callable[[str], bool] | None = None


class Run(NamedTuple):
    """Checks that look at a project together; `sources` are import roots, relative to `root`."""

    tasks: tuple[Task, ...]
    root: Path
    sources: tuple[str, ...] = ()
    use_cache: bool = False

    @property
    def label(self) -> str:
        """What its line of progress starts with."""
        return self.tasks[0].checker.id if len(self.tasks) == 1 else "check"


def report(run: Run) -> Report:
    """Look at the files of all tasks. What can't be read is a failure and hides nothing else.

    A finding belongs to a task when any of its places stands in one of the task's files.
    """
    failures: list[Failure] = []
    own = dict(_read(run, failures))
    assigned = {path: tasks for path, data in own.items() if (tasks := _asked(run, path, data))}
    findings: list[Finding] = []
    if assigned or (_have_callers(run) and any(map(_defines, own.values()))):
        from backend_gates.project.project import Project  # noqa: PLC0415  likewise
        from backend_gates.project.reading.archive import Archive  # noqa: PLC0415  most runs need no facts

        archive = Archive(run.root, label=run.label, use_cache=run.use_cache)
        archive.prepare(assigned)
        project = Project(run.root, run.sources, archive)
        inspection = _Inspection(run, project, failures, archive.confirmed)
        for path, tasks in assigned.items():
            findings.extend(inspection.of_own(path, own[path], tasks))
        for task in run.tasks:
            findings.extend(inspection.of_others(task, task.paths & own.keys()))
        archive.save()
        project.save()
    return Report(tuple(sorted(findings)), tuple(dict.fromkeys(failures)))


def _read(run: Run, failures: list[Failure]) -> Iterator[tuple[str, bytes]]:
    for path in sorted(frozenset[str]().union(*(task.paths for task in run.tasks))):
        try:
            yield path, content_of(run.root / path)
        except OSError as error:
            failures.append(_unreadable(path, error))


def _unreadable(path: str, error: OSError) -> Failure:
    return Failure(path, None, f"cannot be read: {error.strerror}")


def _asked(run: Run, path: str, data: bytes) -> list[Task]:
    """The tasks that a file is one of and that it may matter to."""
    content = Content(data)
    return [task for task in run.tasks if path in task.paths and _may_matter(task, content)]


def _may_matter(task: Task, content: Content) -> bool:
    """Whether a file can have findings or suppressions."""
    checker = task.checker
    return (
        (content.has(checker.stem) and any(map(content.has, checker.screen)))
        or content.has(_SUPPRESSION)
        or not checker.imports.isdisjoint(content.imported)
    )


def _have_callers(run: Run) -> bool:
    return any(task.checker.callers is not None for task in run.tasks)


def _defines(data: bytes) -> bool:
    """Whether a file can have functions that others run."""
    return b"def " in data or b"lambda" in data


class _Look(NamedTuple):
    """A file and the tasks that look at it; `is_own` when it is one of theirs."""

    path: str
    data: bytes
    tasks: Sequence[Task]
    is_own: bool


class _Inspection(NamedTuple):
    """Checks at work on a project; what goes wrong is added to `failures`."""

    run: Run
    project: Project
    failures: list[Failure]
    confirmed: Confirmed

    def of_own(self, path: str, data: bytes, tasks: Sequence[Task]) -> Iterator[Finding]:
        """The findings in a file of these tasks, and what is wrong with its suppressions."""
        from backend_gates.syntax.source import UnreadableError  # noqa: PLC0415  see report

        try:
            module = self.project.modules.read(path)
        except OSError as error:
            self.failures.append(_unreadable(path, error))
        except UnreadableError as error:
            self.failures.append(_failure(path, error))
        else:
            yield from self._at(_Look(path, data, tasks, is_own=True), module)

    def of_others(self, task: Task, own: Collection[str]) -> Iterator[Finding]:
        """The findings in the project's other files that have a place in a task's own."""
        callers, watches = task.checker.callers, task.watches
        if callers is None or watches is None:
            return
        others = [path for path in self.project.modules.paths if path not in own]
        if not any(map(watches, others)):
            return
        for path, data in callers(self.project, own, filter(watches, others), task.options):
            module = self.project.modules.facts_at(path)
            if module is not None and _may_matter(task, Content(data)):
                for finding in self._at(_Look(path, data, [task], is_own=False), module):
                    if any(place.path in own for place in finding.related):
                        yield finding

    def _at(self, look: _Look, module: facts.Module) -> Iterator[Finding]:
        found = self.checked(look)
        if not (found or (look.is_own and module.suppressions)):
            return
        from backend_gates.syntax import reader  # noqa: PLC0415  a clean run never imports libcst
        from backend_gates.syntax.source import decode  # noqa: PLC0415  likewise

        text, lines = decode(look.data).text, {finding.span.line for finding in found}
        if reader.confirms(text, module, lines, self.confirmed.pieces):
            yield from self.settled(look, text, module, found)
        else:
            judged = reader.judge(look.data)
            exact = self._replace(project=self.project.with_module(look.path, judged))
            yield from exact.settled(look, text, judged, exact.checked(look))

    def checked(self, look: _Look) -> list[Finding]:
        """What the tasks find in one file; a defect of a check itself costs that file alone."""
        module = self.project.modules.at(look.path)
        if module is None:
            return []
        found: list[Finding] = []
        for task in look.tasks:
            try:
                found.extend(task.checker.check(self.project, module, task.options))
            except RecursionError:
                self.failures.append(Failure(look.path, None, "nested too deeply to be checked"))
        return found

    def settled(
        self, look: _Look, text: str, module: facts.Module, found: list[Finding]
    ) -> Iterator[Finding]:
        """What is left of the findings behind the suppressions; only own files are mended."""
        from backend_gates.suppression import suppress  # noqa: PLC0415  a clean run needs none
        from backend_gates.syntax.source import split_lines  # noqa: PLC0415  likewise

        rules = [task.checker.id for task in look.tasks]
        result = suppress(found, module, look.path, rules, split_lines(text))
        if not look.is_own:
            yield from result.findings
            return
        for rule in rules:
            findings = [finding for finding in result.findings if finding.rule == rule]
            yield from self._with_fixes(look.path, text, rule, findings)
        yield from result.complaints

    def _with_fixes(
        self, path: str, text: str, rule: str, findings: list[Finding]
    ) -> Iterable[Finding]:
        fixer = registry.fixer_of(rule) if findings else None
        module = self.project.modules.at(path)
        if module is None or fixer is None:
            return findings
        fixes = fixer.fixes(self.project, module, text, findings)
        return [each._replace(fix=fix) for each, fix in zip(findings, fixes, strict=True)]


def _failure(path: str, error: UnreadableError) -> Failure:
    line, column = error.line, max(error.column, 1)
    span = Span(line, column, line, column) if line else None
    return Failure(path, span, error.message)
