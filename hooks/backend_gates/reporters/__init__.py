"""One module per output format: a Report becomes text."""

from collections.abc import Callable, Sequence
from importlib import import_module

from backend_gates.model import Report

Lines = Callable[[str], Sequence[str]]
"""Gives a file's source lines without their ends, none when it can't be read; asked often."""

FORMATS = ("concise", "full", "json", "github", "gitlab", "sarif", "junit", "html")


def render(name: str, report: Report, lines: Lines) -> str:
    """Write the report in the format `name`, one of `FORMATS`; any other raises `ValueError`.

    The text is empty or ends with a line end, and always fits UTF-8.
    """
    if name not in FORMATS:
        raise ValueError(f"unknown output format {name!r}: one of {', '.join(FORMATS)}")
    module = import_module(f"backend_gates.reporters.{name}")
    renderer: Callable[[Report, Lines], str] = module.render
    return renderer(report, lines)
