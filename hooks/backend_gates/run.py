"""One check over many files: screen, skim, judge, suppress."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from backend_gates import registry
from backend_gates.model import Failure, Report, Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from backend_gates.checkers import Checker
    from backend_gates.model import Finding
    from backend_gates.project.archive import Archive
    from backend_gates.project.project import Project
    from backend_gates.syntax import facts
    from backend_gates.syntax.source import UnreadableError

_SUPPRESSION = b"gates:"


class Run(NamedTuple):
    """A check with its settings. Paths are relative to `root`, `sources` are import roots in it."""

    checker: Checker
    options: object
    root: Path
    sources: tuple[str, ...] = ()
    use_cache: bool = False


def report(run: Run, paths: Iterable[str]) -> Report:
    """Look at these files. What can't be read is a failure and hides nothing else."""
    failures: list[Failure] = []
    candidates = dict(_screened(run, paths, failures))
    findings: list[Finding] = []
    if candidates:
        from backend_gates.project.archive import Archive  # noqa: PLC0415  most runs need no facts

        archive = Archive(run.root, label=run.checker.id, use_cache=run.use_cache)
        skimmed = dict(_skimmed(archive, candidates, failures))
        suspects = list(_suspects(run, archive, skimmed, failures))
        judged = {path: _judged(candidates[path], skimmed[path]) for path in suspects}
        findings.extend(_findings(run, archive, candidates, judged, failures))
        archive.save()
    return Report(tuple(sorted(findings)), tuple(dict.fromkeys(failures)))


def _screened(
    run: Run, paths: Iterable[str], failures: list[Failure]
) -> Iterator[tuple[str, bytes]]:
    """The files that can have findings or suppressions, with their bytes."""
    needles = (*run.checker.screen, _SUPPRESSION)
    for path in dict.fromkeys(paths):
        try:
            data = (run.root / path).read_bytes()
        except OSError as error:
            failures.append(Failure(path, None, f"cannot be read: {error.strerror}"))
            continue
        if any(needle in data for needle in needles):
            yield path, data


def _skimmed(
    archive: Archive, candidates: Iterable[str], failures: list[Failure]
) -> Iterator[tuple[str, facts.Module]]:
    from backend_gates.syntax.source import UnreadableError  # noqa: PLC0415  see report

    archive.prepare(candidates)
    for path in candidates:
        try:
            yield path, archive.facts_of(path)
        except OSError as error:
            failures.append(Failure(path, None, f"cannot be read: {error.strerror}"))
        except UnreadableError as error:
            failures.append(_failure(path, error))


def _failure(path: str, error: UnreadableError) -> Failure:
    line, column = error.line, max(error.column, 1)
    span = Span(line, column, line, column) if line else None
    return Failure(path, span, error.message)


def _suspects(
    run: Run, archive: Archive, modules: Mapping[str, facts.Module], failures: list[Failure]
) -> Iterator[str]:
    project = _project(run, archive, modules)
    for path, module in modules.items():
        if module.suppressions or _checked(run, project, path, failures):
            yield path


def _judged(data: bytes, skimmed: facts.Module) -> facts.Module:
    """The facts of the exact reader, those of the fast one where LibCST gives up on the file."""
    from backend_gates.syntax import reader  # noqa: PLC0415  a clean run never imports libcst
    from backend_gates.syntax.source import UnreadableError  # noqa: PLC0415  likewise

    try:
        return reader.judge(data)
    except UnreadableError:
        return skimmed


def _findings(
    run: Run,
    archive: Archive,
    candidates: Mapping[str, bytes],
    modules: Mapping[str, facts.Module],
    failures: list[Failure],
) -> Iterator[Finding]:
    from backend_gates.suppression import suppress  # noqa: PLC0415  a clean run needs none
    from backend_gates.syntax.source import decode, split_lines  # noqa: PLC0415  likewise

    project = _project(run, archive, modules)
    for path, module in modules.items():
        text = decode(candidates[path]).text
        found = _checked(run, project, path, failures)
        result = suppress(found, module, path, run.checker.id, split_lines(text))
        for finding in result.findings:
            yield _with_fix(run, project, text, finding)
        yield from result.complaints


def _project(run: Run, archive: Archive, modules: Mapping[str, facts.Module]) -> Project:
    from backend_gates.project.project import Project  # noqa: PLC0415  most runs need no project

    project = Project(run.root, run.sources, archive)
    for path, module in modules.items():
        project.modules.put(path, module)
    return project


def _checked(run: Run, project: Project, path: str, failures: list[Failure]) -> list[Finding]:
    """The check's findings in one file; a defect of the check itself costs that file alone."""
    module = project.modules.at(path)
    if module is None:
        return []
    found: list[Finding] = []
    try:
        found.extend(run.checker.check(project, module, run.options))
    except RecursionError:
        failures.append(Failure(path, None, "nested too deeply to be checked"))
    return found


def _with_fix(run: Run, project: Project, text: str, finding: Finding) -> Finding:
    fixer = registry.fixer_of(run.checker.id)
    module = project.modules.at(finding.path)
    if module is None or fixer is None:
        return finding
    return finding._replace(fix=fixer.fix(project, module, text, finding))
