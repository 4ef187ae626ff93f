"""One check over many files: screen, skim, check, judge, suppress."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from backend_gates import registry
from backend_gates.content import content_of
from backend_gates.model import Failure, Report, Span

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
    from pathlib import Path

    from backend_gates.checkers import Checker
    from backend_gates.model import Finding
    from backend_gates.project.project import Project
    from backend_gates.syntax import facts
    from backend_gates.syntax.source import UnreadableError

_SUPPRESSION = b"gates:"


class Run(NamedTuple):
    """A check with its settings. Paths are relative to `root`, `sources` are import roots in it.

    `watches` tells of the project's files beside those of the run whether findings in them count.
    """

    checker: Checker
    options: object
    root: Path
    sources: tuple[str, ...] = ()
    use_cache: bool = False
    watches: Callable[[str], bool] | None = None


def report(run: Run, paths: Iterable[str]) -> Report:
    """Look at these files. What can't be read is a failure and hides nothing else.

    A finding belongs to them when any of its places stands in one of them.
    """
    failures: list[Failure] = []
    own = dict(_read(run, paths, failures))
    candidates = {path: data for path, data in own.items() if _may_matter(run, data)}
    findings: list[Finding] = []
    has_helpers = run.checker.callers is not None and any(map(_defines, own.values()))
    if candidates or has_helpers:
        from backend_gates.project.project import Project  # noqa: PLC0415  likewise
        from backend_gates.project.reading.archive import Archive  # noqa: PLC0415  most runs need no facts

        archive = Archive(run.root, label=run.checker.id, use_cache=run.use_cache)
        archive.prepare(candidates)
        inspection = _Inspection(run, Project(run.root, run.sources, archive), failures)
        findings.extend(inspection.of_own(candidates))
        findings.extend(inspection.of_others(own, archive.paths))
        archive.save()
        inspection.project.save()
    return Report(tuple(sorted(findings)), tuple(dict.fromkeys(failures)))


def _read(run: Run, paths: Iterable[str], failures: list[Failure]) -> Iterator[tuple[str, bytes]]:
    for path in dict.fromkeys(paths):
        try:
            yield path, content_of(run.root / path)
        except OSError as error:
            failures.append(_unreadable(path, error))


def _unreadable(path: str, error: OSError) -> Failure:
    return Failure(path, None, f"cannot be read: {error.strerror}")


def _may_matter(run: Run, data: bytes) -> bool:
    """Whether a file can have findings or suppressions."""
    return any(needle in data for needle in (*run.checker.screen, _SUPPRESSION))


def _defines(data: bytes) -> bool:
    """Whether a file can have functions that others run."""
    return b"def " in data or b"lambda" in data


class _Inspection(NamedTuple):
    """A check at work on a project; what goes wrong is added to `failures`."""

    run: Run
    project: Project
    failures: list[Failure]

    def of_own(self, candidates: Mapping[str, bytes]) -> Iterator[Finding]:
        """The findings in the files of the run, and what is wrong with their suppressions."""
        for path, data in candidates.items():
            module = self._skimmed(path)
            if module is not None:
                yield from self._in_file(path, data, module, is_own=True)

    def of_others(self, own: Collection[str], paths: Iterable[str]) -> Iterator[Finding]:
        """The findings in the project's other files that have a place in those of the run."""
        callers, watches = self.run.checker.callers, self.run.watches
        if callers is None or watches is None:
            return
        others = [path for path in paths if path not in own]
        if not any(map(watches, others)):
            return
        for path, data in callers(self.project, own, filter(watches, others), self.run.options):
            module = self.project.modules.facts_at(path)
            if module is not None and _may_matter(self.run, data):
                for finding in self._in_file(path, data, module, is_own=False):
                    if any(place.path in own for place in finding.related):
                        yield finding

    def _skimmed(self, path: str) -> facts.Module | None:
        from backend_gates.syntax.source import UnreadableError  # noqa: PLC0415  see report

        try:
            return self.project.modules.read(path)
        except OSError as error:
            self.failures.append(_unreadable(path, error))
        except UnreadableError as error:
            self.failures.append(_failure(path, error))
        return None

    def _in_file(
        self, path: str, data: bytes, module: facts.Module, *, is_own: bool
    ) -> Iterator[Finding]:
        found = self.checked(path)
        if not (found or (is_own and module.suppressions)):
            return
        from backend_gates.syntax import reader  # noqa: PLC0415  a clean run never imports libcst
        from backend_gates.syntax.source import decode  # noqa: PLC0415  likewise

        text = decode(data).text
        if reader.confirms(text, module, {finding.span.line for finding in found}):
            yield from self.settled(path, text, module, found, is_own=is_own)
        else:
            judged = reader.judge(data)
            exact = self._replace(project=self.project.with_module(path, judged))
            found = exact.checked(path)
            yield from exact.settled(path, text, judged, found, is_own=is_own)

    def checked(self, path: str) -> list[Finding]:
        """The check's findings in one file; a defect of the check itself costs that file alone."""
        module = self.project.modules.at(path)
        if module is None:
            return []
        found: list[Finding] = []
        try:
            found.extend(self.run.checker.check(self.project, module, self.run.options))
        except RecursionError:
            self.failures.append(Failure(path, None, "nested too deeply to be checked"))
        return found

    def settled(
        self, path: str, text: str, module: facts.Module, found: list[Finding], *, is_own: bool
    ) -> Iterator[Finding]:
        """What is left of the findings behind the suppressions; only own files are mended."""
        from backend_gates.suppression import suppress  # noqa: PLC0415  a clean run needs none
        from backend_gates.syntax.source import split_lines  # noqa: PLC0415  likewise

        result = suppress(found, module, path, self.run.checker.id, split_lines(text))
        if not is_own:
            yield from result.findings
            return
        yield from self._with_fixes(path, text, result.findings)
        yield from result.complaints

    def _with_fixes(self, path: str, text: str, findings: tuple[Finding, ...]) -> Iterable[Finding]:
        fixer = registry.fixer_of(self.run.checker.id)
        module = self.project.modules.at(path)
        if module is None or fixer is None or not findings:
            return findings
        fixes = fixer.fixes(self.project, module, text, findings)
        return [each._replace(fix=fix) for each, fix in zip(findings, fixes, strict=True)]


def _failure(path: str, error: UnreadableError) -> Failure:
    line, column = error.line, max(error.column, 1)
    span = Span(line, column, line, column) if line else None
    return Failure(path, span, error.message)
