"""Takes a text apart, into statements that can be read without what stands around them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from hashlib import blake2b
from typing import TYPE_CHECKING, NamedTuple

from backend_gates.syntax import facts, walking
from backend_gates.syntax.source import line_starts

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence


class Piece(NamedTuple):
    """Statements as facts and as source, which starts at an offset of the text.

    `is_inner` says whether something is around them, so that they are indented.
    """

    statements: facts.Block
    source: str
    start: int
    is_inner: bool

    @property
    def key(self) -> bytes:
        """What tells it from all others that may read otherwise, wherever in a file they stand."""
        said = self.source.encode(errors="surrogatepass")
        return blake2b(said, digest_size=16, salt=b"inner" if self.is_inner else b"").digest()


def pieces_at(text: str, module: facts.Module, lines: Collection[int]) -> Iterator[Piece]:
    """The smallest pieces of a file that stand at these lines."""
    starts = line_starts(text)
    for statements, is_inner in _Text(text, starts).standing_at(sorted(lines), module.body):
        start = starts[first_node(statements[0]).line - 1]
        yield Piece(statements, text[start : starts[statements[-1].end_line]], start, is_inner)


def first_node(statement: facts.Statement) -> facts.Node:
    """What a statement starts with, behind the `@` of a decorator."""
    if isinstance(statement, facts.Function | facts.Class) and statement.decorators:
        return statement.decorators[0]
    return statement


class _Text(NamedTuple):
    """A text, and where its lines start."""

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
        first = first_node(block[0])
        line = self.starts[first.line - 1]
        start = line + first.column - 1
        is_alone = not self.text[line:start].strip(" \t\f@")
        return is_alone and not self.text.startswith("elif", start)


def _between(lines: Sequence[int], block: facts.Block) -> Sequence[int]:
    """The lines, which are sorted, that are a block's."""
    first, last = first_node(block[0]).line, block[-1].end_line
    return lines[bisect_left(lines, first) : bisect_right(lines, last)]


def _sharing_lines(body: facts.Block) -> Iterator[facts.Block]:
    """The statements of a block, those together that a semicolon separates."""
    together: list[facts.Statement] = []
    for statement in body:
        if together and first_node(statement).line > together[-1].end_line:
            yield tuple(together)
            together = []
        together.append(statement)
    if together:
        yield tuple(together)
