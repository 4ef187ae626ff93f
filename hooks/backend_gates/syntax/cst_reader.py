"""The exact reader: lowers what LibCST parses to facts, whatever Python runs."""

from __future__ import annotations

import re
import warnings
from typing import TYPE_CHECKING

import libcst as cst

from backend_gates.syntax import facts
from backend_gates.syntax.cst_statements import StatementLowering
from backend_gates.syntax.nesting import check_nesting
from backend_gates.syntax.source import TOO_DEEP, UnreadableError, line_starts
from backend_gates.syntax.suppressions import read_suppressions

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

_PLACE = re.compile(r"error at (\d+):(\d+)")  # the error's own fields often name another line


def read(text: str) -> facts.Module:
    """Lower a file's text.

    Raises UnreadableError where LibCST finds a syntax error or gives up.
    """
    body = _lower(StatementLowering(text), text)
    return facts.Module(body, read_suppressions(text), ":=" in text)


def confirms(text: str, module: facts.Module, lines: Collection[int]) -> bool:
    """Whether the statements of a file that stand at these lines read the same here.

    Each is looked at on its own, the methods of a class one by one: that costs a fraction of the
    file. Raises UnreadableError as `read` does.
    """
    starts, lowering = line_starts(text), StatementLowering(text)
    for statements, is_inner in _standing_at(lines, module.body):
        start = starts[_first_line(statements[0]) - 1]
        source = text[start : starts[statements[-1].end_line]]
        lowering.offset = start
        if _lower(lowering, source, is_inner=is_inner) != statements:
            return False
    return True


def _standing_at(
    lines: Collection[int], body: facts.Block, *, is_inner: bool = False
) -> Iterator[tuple[facts.Block, bool]]:
    """The statements at these lines, and whether they stand in a class."""
    for statements in _sharing_lines(body):
        first, last = _first_line(statements[0]), statements[-1].end_line
        wanted = [line for line in lines if first <= line <= last]
        if not wanted:
            continue
        match statements:
            case (facts.Class(body=(inner, *_)) as owner,) if min(wanted) >= _first_line(inner):
                if _first_line(inner) > owner.line:
                    yield from _standing_at(wanted, owner.body, is_inner=True)
                    continue
        yield statements, is_inner


def _sharing_lines(body: facts.Block) -> Iterator[facts.Block]:
    """The statements of a block, those together that a semicolon separates."""
    together: list[facts.Statement] = []
    for statement in body:
        if together and _first_line(statement) > together[-1].end_line:
            yield tuple(together)
            together = []
        together.append(statement)
    if together:
        yield tuple(together)


def _first_line(statement: facts.Statement) -> int:
    if isinstance(statement, facts.Function | facts.Class):
        return min([statement.line, *(each.line for each in statement.decorators)])
    return statement.line


def _lower(lowering: StatementLowering, source: str, *, is_inner: bool = False) -> facts.Block:
    """Lower statements, with the places that they have in the lowering's text."""
    check_nesting(source)
    tree = _parse_inner(source) if is_inner else _parse(source)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return lowering.block(tree.body)
    except SyntaxError as error:
        raise UnreadableError(f"syntax error: {error.msg}") from None
    except RecursionError:
        raise UnreadableError(TOO_DEEP) from None
    except ValueError as error:
        raise UnreadableError(f"not Python source: {error}") from None


def _parse_inner(source: str) -> cst.BaseSuite:
    """Parse statements that are indented, as those of a class are."""
    owner = cst.ensure_type(_parse(f"class Owner:\n{source}").body[0], cst.ClassDef)
    return owner.body


def _parse(text: str) -> cst.Module:
    try:
        return cst.parse_module(text)
    except cst.ParserSyntaxError as error:
        raise _syntax_error(error) from None
    except cst.CSTValidationError as error:
        raise UnreadableError(f"syntax error: {error.msg}") from None
    except Exception as error:  # noqa: BLE001  its nodes check themselves, at times with a crash
        raise UnreadableError(f"LibCST cannot read this file: {error}") from None


def _syntax_error(error: cst.ParserSyntaxError) -> UnreadableError:
    place = _PLACE.search(error.message)
    if place is None:
        return UnreadableError("syntax error: " + error.message.removeprefix("tokenizer error: "))
    return UnreadableError("syntax error", int(place[1]), int(place[2]))
