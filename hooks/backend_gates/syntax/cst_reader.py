"""The exact reader: lowers what LibCST parses to facts, whatever Python runs."""

from __future__ import annotations

import re
import warnings
from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING, NamedTuple

import libcst as cst

from backend_gates.syntax import facts, walking
from backend_gates.syntax.cst_statements import StatementLowering
from backend_gates.syntax.nesting import check_nesting
from backend_gates.syntax.remarks import read_explained
from backend_gates.syntax.source import TOO_DEEP, UnreadableError, line_starts
from backend_gates.syntax.suppressions import read_suppressions

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

_PLACE = re.compile(r"error at (\d+):(\d+)")  # the error's own fields often name another line
_LONGEST = 100_000  # characters of one statement, which take LibCST a second or two


def read(text: str) -> facts.Module:
    """Lower a file's text.

    Raises UnreadableError where LibCST finds a syntax error or gives up.
    """
    body = _lower(StatementLowering(text), text)
    return facts.Module(body, read_suppressions(text), ":=" in text, read_explained(text))


def confirms(text: str, module: facts.Module, lines: Collection[int]) -> bool:
    """Whether the statements of a file that stand at these lines read the same here.

    Each is looked at on its own, those of a block one by one: that costs a fraction of the file.
    One that is longer than anybody writes by hand is taken at its word. Raises
    UnreadableError as `read` does.
    """
    starts, lowering = line_starts(text), StatementLowering(text)
    pieces = _Pieces(text, starts)
    for statements, is_inner in pieces.standing_at(sorted(lines), module.body):
        start = starts[_first(statements[0]).line - 1]
        source = text[start : starts[statements[-1].end_line]]
        if len(source) > _LONGEST:
            continue
        lowering.offset = start
        if _lower(lowering, source, is_inner=is_inner) != statements:
            return False
    return True


class _Pieces(NamedTuple):
    """Takes a text apart, into statements that can be read without what stands around them."""

    text: str
    starts: list[int]

    def standing_at(
        self, lines: Sequence[int], body: facts.Block, *, is_inner: bool = False
    ) -> Iterator[tuple[facts.Block, bool]]:
        """The smallest at these lines, which are sorted, and whether something is around them."""
        for statements in _sharing_lines(body):
            wanted = _between(lines, statements)
            if wanted:
                blocks = self._blocks_with(wanted, statements)
                for block in blocks:
                    yield from self.standing_at(wanted, block, is_inner=True)
                if not blocks:
                    yield statements, is_inner

    def _blocks_with(self, lines: Sequence[int], statements: facts.Block) -> Sequence[facts.Block]:
        """The blocks of a statement that hold the lines; none where one stands elsewhere."""
        if len(statements) > 1:
            return ()
        blocks = [block for block in walking.blocks(statements[0]) if self._is_apart(block)]
        held = sum(len(_between(lines, block)) for block in blocks)
        return blocks if held == len(lines) else ()

    def _is_apart(self, block: facts.Block) -> bool:
        """Whether a block starts on a line of its own, and is no `elif`."""
        if not block:
            return False
        first = _first(block[0])
        line = self.starts[first.line - 1]
        start = line + first.column - 1
        is_alone = not self.text[line:start].strip(" \t\f@")
        return is_alone and not self.text.startswith("elif", start)


def _between(lines: Sequence[int], block: facts.Block) -> Sequence[int]:
    """The lines, which are sorted, that are a block's."""
    first, last = _first(block[0]).line, block[-1].end_line
    return lines[bisect_left(lines, first) : bisect_right(lines, last)]


def _sharing_lines(body: facts.Block) -> Iterator[facts.Block]:
    """The statements of a block, those together that a semicolon separates."""
    together: list[facts.Statement] = []
    for statement in body:
        if together and _first(statement).line > together[-1].end_line:
            yield tuple(together)
            together = []
        together.append(statement)
    if together:
        yield tuple(together)


def _first(statement: facts.Statement) -> facts.Node:
    """What a statement starts with, behind the `@` of a decorator."""
    if isinstance(statement, facts.Function | facts.Class) and statement.decorators:
        return statement.decorators[0]
    return statement


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
