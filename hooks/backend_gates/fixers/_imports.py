"""How a file calls a module, and the import that it lacks, where it belongs."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, NamedTuple

from backend_gates.model import Edit, Span
from backend_gates.project.resolution.bindings import Imported
from backend_gates.syntax import facts

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from backend_gates.project.resolution.scopes import Scope


class Reached(NamedTuple):
    """How a module's member is written at some place, and the edits without which it can't be."""

    written: str
    edits: tuple[Edit, ...] = ()


def reach(module: str, member: str, scope: Scope) -> Reached | None:
    """How the code of `scope` gets at `module.member`; None where the name is another's there."""
    file = scope.outermost.node
    if not isinstance(file, facts.Module):
        return None
    direct = _member_as(file, module, member)
    if direct is not None and _means(direct, Imported(module, 0, member), scope):
        return Reached(direct)
    known = _module_as(file, module)
    if not _means(known or module, Imported(module), scope):
        return None
    if known is not None:
        return Reached(f"{known}.{member}")
    edit = _import_edit(file, module)
    return None if edit is None else Reached(f"{module}.{member}", (edit,))


def _member_as(file: facts.Module, module: str, member: str) -> str | None:
    """The name that a `from` import at the top level, under no condition, binds to the member."""
    for statement in file.body:
        match statement:
            case facts.ImportFrom(level=0) if statement.module == module:
                for alias in statement.aliases:
                    if alias.name == member:
                        return alias.asname or member
            case _:
                pass
    return None


def _module_as(file: facts.Module, module: str) -> str | None:
    """The same for the module itself."""
    for statement in file.body:
        if isinstance(statement, facts.Import):
            for alias in statement.aliases:
                if alias.name == module:
                    return alias.asname or module
                if alias.name.startswith(f"{module}.") and not alias.asname:
                    return module
    return None


def _means(name: str, origin: Imported, scope: Scope) -> bool:
    """Whether the file binds the name to nothing else."""
    bindings = scope.outermost.bindings.get(name, ())
    return not _is_hidden(name, scope) and all(each.origin == origin for each in bindings)


def _is_hidden(name: str, scope: Scope) -> bool:
    """Whether a function around the place binds the name itself."""
    current = scope
    while current.parent is not None:
        if not isinstance(current.node, facts.Class) and name in current.bindings:
            return True
        current = current.parent
    return False


def _import_edit(module: facts.Module, name: str) -> Edit | None:
    """The edit that adds `import name`: sorted among its kind, else as a section of its own."""
    run = _first_imports(module.body)
    peers = [statement for statement in run if _kind(statement) == _kind_of(name)]
    later = next((peer for peer in peers if _order(peer) > (False, name)), None)
    if later is not None:
        return _before(module, later, f"import {name}\n")
    if peers:
        return _after(module, peers[-1], f"import {name}\n")
    if run:
        return _before(module, run[0], f"import {name}\n\n")
    return _as_first_import(module, name)


def _as_first_import(module: facts.Module, name: str) -> Edit | None:
    head = [statement for statement in module.body if _is_head(statement)]
    if head:
        return _after(module, head[-1], f"\nimport {name}\n")
    first = module.body[0]
    decorators = first.decorators if isinstance(first, facts.Function | facts.Class) else ()
    return _insertion((*decorators, first)[0].line, f"import {name}\n\n")


def _first_imports(body: facts.Block) -> Sequence[facts.Import | facts.ImportFrom]:
    """The imports that the file starts with, or the first ones that stand together."""
    return list(_leading(statement for statement in body if not _is_head(statement)))


def _leading(
    statements: Iterator[facts.Statement],
) -> Iterator[facts.Import | facts.ImportFrom]:
    is_among_them = False
    for statement in statements:
        if isinstance(statement, facts.Import | facts.ImportFrom):
            is_among_them = True
            yield statement
        elif is_among_them:
            return


def _is_head(statement: facts.Statement) -> bool:
    """Whether it is a docstring or an import from the future, which come before all else."""
    match statement:
        case facts.Evaluate(value=facts.Literal(kind="str")):
            return True
        case facts.ImportFrom(module="__future__"):
            return True
        case _:
            return False


def _kind(statement: facts.Import | facts.ImportFrom) -> str:
    if isinstance(statement, facts.ImportFrom):
        return "relative" if statement.level else _kind_of(statement.module)
    return _kind_of(statement.aliases[0].name)


def _kind_of(name: str) -> str:
    root = name.partition(".")[0]
    return "standard" if root in sys.stdlib_module_names else "installed"


def _order(statement: facts.Import | facts.ImportFrom) -> tuple[bool, str]:
    """Plain imports stand before `from` ones, both by name."""
    if isinstance(statement, facts.ImportFrom):
        return True, statement.module
    return False, statement.aliases[0].name


def _before(module: facts.Module, statement: facts.Statement, text: str) -> Edit | None:
    """Insert above a statement that starts its line."""
    preceding = module.body[: module.body.index(statement)]
    if preceding and preceding[-1].end_line == statement.line:
        return None
    return _insertion(statement.line, text)


def _after(module: facts.Module, statement: facts.Statement, text: str) -> Edit | None:
    """Insert below a statement that ends its line."""
    following = module.body[module.body.index(statement) + 1 :]
    if following and following[0].line == statement.end_line:
        return None
    return _insertion(statement.end_line + 1, text)


def _insertion(line: int, text: str) -> Edit:
    return Edit(Span(line, 1, line, 1), text)
