"""Adds an import where it belongs."""

from __future__ import annotations

from itertools import takewhile

import libcst
from libcst.codemod import CodemodContext
from libcst.codemod.visitors import AddImportsVisitor

from backend_gates.model import Edit, Span
from backend_gates.syntax import facts
from backend_gates.syntax.source import line_starts, split_lines


def import_edit(module: facts.Module, text: str, name: str) -> Edit | None:
    """The edit that adds `import name` to a file, in alphabetical order, else after its imports.

    None where LibCST would change more than that, as it does to lone carriage returns.
    """
    later = _first_import_after(module, name)
    if later is None:
        return _edit_after_imports(text, name)
    return Edit(Span(later, 1, later, 1), f"import {name}\n")


def _first_import_after(module: facts.Module, name: str) -> int | None:
    """The line of the first import at the top of the file that sorts behind the name."""
    lines = (
        statement.line
        for statement in module.body
        if isinstance(statement, facts.Import)
        and statement.aliases[0].name > name
        and statement.column == 1
    )
    return next(lines, None)


def _edit_after_imports(text: str, name: str) -> Edit | None:
    context = CodemodContext()
    AddImportsVisitor.add_needed_import(context, name)
    changed = AddImportsVisitor(context).transform_module(libcst.parse_module(text)).code
    pairs = zip(text, changed, strict=False)
    start = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))
    added = changed[start : start + len(changed) - len(text)]
    if text[:start] + added + text[start:] != changed:
        return None
    place = _place(text, start)
    return Edit(Span(*place, *place), "\n".join(split_lines(added)))


def _place(text: str, offset: int) -> tuple[int, int]:
    starts = line_starts(text)[:-1]
    line = sum(start <= offset for start in starts)
    return line, offset - starts[line - 1] + 1
