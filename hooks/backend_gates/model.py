"""The values that every room shares: they hold data, never change and import nothing of ours."""

from typing import NamedTuple


class Span(NamedTuple):
    """A stretch of source: lines and columns count from 1, columns in characters, end exclusive."""

    line: int
    column: int
    end_line: int
    end_column: int


class Related(NamedTuple):
    """A place that explains a finding: a step of the call path, a line to move."""

    path: str
    span: Span
    message: str


class Edit(NamedTuple):
    """Replace what stands at `span` by `text`; an empty span inserts."""

    span: Span
    text: str


class Fix(NamedTuple):
    """A mend as data. A safe one keeps the program's behaviour but for the defect.

    The edits never overlap and belong to the finding's own file.
    """

    message: str
    safe: bool
    edits: tuple[Edit, ...]


class Finding(NamedTuple):
    """A defect at a place, with a message that says what to do.

    `path` is relative to the working directory, with forward slashes. `scope` is the qualified
    name of the function or class around the place (`OrderService.place`), empty at module level;
    `subject` that of the one thing that the finding is about, where there is one (`time.sleep`).
    """

    path: str
    span: Span
    rule: str
    message: str
    scope: str = ""
    related: tuple[Related, ...] = ()
    fix: Fix | None = None
    subject: str = ""


class Failure(NamedTuple):
    """A file that could not be looked at, why, and what to do; `span` where the place is known."""

    path: str
    span: Span | None
    message: str


class Report(NamedTuple):
    """What one run has to say, in the order of paths and lines."""

    findings: tuple[Finding, ...]
    failures: tuple[Failure, ...] = ()


class Hook(NamedTuple):
    """A hook id as pre-commit sees it; the fields are pre-commit's own.

    `description` says in one line what is caught. `files` and `exclude` are regular expressions
    on the path.
    """

    id: str
    description: str
    types_or: tuple[str, ...] = ()
    files: str = ""
    exclude: str = ""
    pass_filenames: bool = True
    require_serial: bool = False
    stages: tuple[str, ...] = ()
