"""The facts of one file: its syntax without white space, frozen, typed and serialisable.

Both readers lower a file to these values, so whoever asks never knows which of them read it.
Facts depend on the file's bytes alone. Every node knows where it stands: lines and columns count
from 1, columns in characters, ends exclusive. What stands inside an f-string carries the place of
the whole string, because Python before 3.12 does not know better. Places are `ast`'s: parentheses
around an expression are not part of it, a tuple's and a generator's own ones are; a compound
statement ends where the last statement in it ends, or behind that one's semicolon.

No expression is nested deeper than `NESTING_LIMIT`, so that whoever reads facts may recurse.
"""

from __future__ import annotations

from itertools import count
from typing import TypeAlias

from msgspec import Struct

from backend_gates.model import Span

_numbers = count()


def _number(_name: str) -> int:
    """What stands for a kind of node in packed facts, a quarter shorter than its name."""
    return next(_numbers)


class Node(Struct, frozen=True, array_like=True, gc=False):
    """Anything that stands somewhere in the file."""

    line: int
    column: int
    end_line: int
    end_column: int

    @property
    def span(self) -> Span:
        """The place as a value that outlives the facts."""
        return Span(self.line, self.column, self.end_line, self.end_column)


class Name(Node, frozen=True, array_like=True, gc=False, tag=_number):
    """A bare name, read or bound."""

    id: str


class Attribute(Node, frozen=True, array_like=True, gc=False, tag=_number):
    """`value.name`."""

    value: Expression
    name: str


class Argument(Struct, frozen=True, array_like=True, gc=False):
    """An argument of a call or a base of a class; `keyword` is the name, `**`, or empty.

    A starred positional argument is a `Starred` value.
    """

    keyword: str
    value: Expression


class Call(Node, frozen=True, array_like=True, gc=False, tag=_number):
    """`function(arguments)`."""

    function: Expression
    arguments: tuple[Argument, ...]


class Literal(Node, frozen=True, array_like=True, gc=False, tag=_number):
    """A constant; `kind` is its type's name, `text` its value, cut to `LITERAL_LENGTH`."""

    kind: str
    text: str


class Subscript(Node, frozen=True, array_like=True, gc=False, tag=_number):
    """`value[index]`; several indices are a tuple `Collection`."""

    value: Expression
    index: Expression


class Slice(Node, frozen=True, array_like=True, gc=False, tag=_number):
    """`[lower:upper:step]`, what is left out being None."""

    lower: Expression | None
    upper: Expression | None
    step: Expression | None


class Await(Node, frozen=True, array_like=True, gc=False, tag=_number):
    """`await value`."""

    value: Expression


class Yield(Node, frozen=True, array_like=True, gc=False, tag=_number):
    """`yield value`, or `yield from value`."""

    value: Expression | None
    is_from: bool


class Parameter(Node, frozen=True, array_like=True, gc=False):
    """A parameter.

    `kind` is `/` for a positional-only one, `*` for a keyword-only one, `*args` and `**kwargs`
    for the collecting ones, else empty.
    """

    name: str
    kind: str
    annotation: Expression | None
    default: Expression | None


class Lambda(Node, frozen=True, array_like=True, gc=False, tag=_number):
    """`lambda parameters: body`."""

    parameters: tuple[Parameter, ...]
    body: Expression


class Clause(Struct, frozen=True, array_like=True, gc=False):
    """`for target in iterable if conditions` of a comprehension."""

    target: Expression
    iterable: Expression
    conditions: tuple[Expression, ...]
    is_async: bool


class Comprehension(Node, frozen=True, array_like=True, gc=False, tag=_number):
    """`kind` is list, set, dict or generator; a dict's elements are its key and value."""

    kind: str
    elements: tuple[Expression, ...]
    clauses: tuple[Clause, ...]


class Collection(Node, frozen=True, array_like=True, gc=False, tag=_number):
    """A display of `kind` tuple, list or set."""

    kind: str
    items: tuple[Expression, ...]


class Dictionary(Node, frozen=True, array_like=True, gc=False, tag=_number):
    """A dict display; the key of an unpacked `**value` is None."""

    keys: tuple[Expression | None, ...]
    values: tuple[Expression, ...]


class Operation(Node, frozen=True, array_like=True, gc=False, tag=_number):
    """Operators applied to operands: `and`, `==`, `not`, `+`; several for a chained comparison."""

    operators: tuple[str, ...]
    operands: tuple[Expression, ...]


class Conditional(Node, frozen=True, array_like=True, gc=False, tag=_number):
    """`body if test else orelse`."""

    test: Expression
    body: Expression
    orelse: Expression


class FormattedString(Node, frozen=True, array_like=True, gc=False, tag=_number):
    """An f-string or t-string: the expressions in it, in order, format specifications included."""

    values: tuple[Expression, ...]


class NamedExpression(Node, frozen=True, array_like=True, gc=False, tag=_number):
    """`target := value`."""

    target: Name
    value: Expression


class Starred(Node, frozen=True, array_like=True, gc=False, tag=_number):
    """`*value`."""

    value: Expression


Expression: TypeAlias = (
    Name
    | Attribute
    | Call
    | Literal
    | Subscript
    | Slice
    | Await
    | Yield
    | Lambda
    | Comprehension
    | Collection
    | Dictionary
    | Operation
    | Conditional
    | FormattedString
    | NamedExpression
    | Starred
)


class Evaluate(Node, frozen=True, array_like=True, gc=False, tag=_number):
    """An expression as a statement."""

    value: Expression


class Assign(Node, frozen=True, array_like=True, gc=False, tag=_number):
    """`targets = value` or `target: annotation = value`; a bare annotation has no value."""

    targets: tuple[Expression, ...]
    annotation: Expression | None
    value: Expression | None


class AugmentedAssign(Node, frozen=True, array_like=True, gc=False, tag=_number):
    """`target operator= value`."""

    target: Expression
    operator: str
    value: Expression


class Return(Node, frozen=True, array_like=True, gc=False, tag=_number):
    """`return value`."""

    value: Expression | None


class Raise(Node, frozen=True, array_like=True, gc=False, tag=_number):
    """`raise exception from cause`."""

    exception: Expression | None
    cause: Expression | None


class Assert(Node, frozen=True, array_like=True, gc=False, tag=_number):
    """`assert test, message`."""

    test: Expression
    message: Expression | None


class Delete(Node, frozen=True, array_like=True, gc=False, tag=_number):
    """`del targets`."""

    targets: tuple[Expression, ...]


class Jump(Node, frozen=True, array_like=True, gc=False, tag=_number):
    """`pass`, `break` or `continue`."""

    keyword: str


class ScopeDeclaration(Node, frozen=True, array_like=True, gc=False, tag=_number):
    """`global names` or `nonlocal names`."""

    keyword: str
    names: tuple[str, ...]


class Alias(Struct, frozen=True, array_like=True, gc=False):
    """`name as asname` of an import; `asname` is empty when there is none."""

    name: str
    asname: str


class Import(Node, frozen=True, array_like=True, gc=False, tag=_number):
    """`import aliases`."""

    aliases: tuple[Alias, ...]


class ImportFrom(Node, frozen=True, array_like=True, gc=False, tag=_number):
    """`from ..module import aliases`; `level` counts the dots, `*` is an alias by that name."""

    module: str
    level: int
    aliases: tuple[Alias, ...]


class If(Node, frozen=True, array_like=True, gc=False, tag=_number):
    """`if test`; an `elif` is an `If` alone in `orelse`."""

    test: Expression
    body: Block
    orelse: Block


class For(Node, frozen=True, array_like=True, gc=False, tag=_number):
    """`for target in iterable`."""

    target: Expression
    iterable: Expression
    body: Block
    orelse: Block
    is_async: bool


class While(Node, frozen=True, array_like=True, gc=False, tag=_number):
    """`while test`."""

    test: Expression
    body: Block
    orelse: Block


class WithItem(Struct, frozen=True, array_like=True, gc=False):
    """`context as target`."""

    context: Expression
    target: Expression | None


class With(Node, frozen=True, array_like=True, gc=False, tag=_number):
    """`with items`."""

    items: tuple[WithItem, ...]
    body: Block
    is_async: bool


class ExceptHandler(Node, frozen=True, array_like=True, gc=False):
    """`except type as name`; a bare one has no type."""

    type: Expression | None
    name: str
    body: Block


class Try(Node, frozen=True, array_like=True, gc=False, tag=_number):
    """`try` with its handlers; `is_star` for `except*`."""

    body: Block
    handlers: tuple[ExceptHandler, ...]
    orelse: Block
    finalbody: Block
    is_star: bool


class Case(Struct, frozen=True, array_like=True, gc=False):
    """A `case`: the names that its pattern binds and the values and classes that it compares to."""

    names: tuple[str, ...]
    values: tuple[Expression, ...]
    guard: Expression | None
    body: Block


class Match(Node, frozen=True, array_like=True, gc=False, tag=_number):
    """`match subject`."""

    subject: Expression
    cases: tuple[Case, ...]


class Function(Node, frozen=True, array_like=True, gc=False, tag=_number):
    """A `def`; its place starts at `def` or `async`, after the decorators."""

    name: str
    is_async: bool
    decorators: tuple[Expression, ...]
    type_parameters: tuple[str, ...]
    parameters: tuple[Parameter, ...]
    returns: Expression | None
    body: Block


class Class(Node, frozen=True, array_like=True, gc=False, tag=_number):
    """A `class`; its place starts at `class`, after the decorators."""

    name: str
    decorators: tuple[Expression, ...]
    type_parameters: tuple[str, ...]
    bases: tuple[Argument, ...]
    body: Block


class TypeAliasStatement(Node, frozen=True, array_like=True, gc=False, tag=_number):
    """`type name = value`."""

    name: str
    value: Expression


Statement: TypeAlias = (
    Evaluate
    | Assign
    | AugmentedAssign
    | Return
    | Raise
    | Assert
    | Delete
    | Jump
    | ScopeDeclaration
    | Import
    | ImportFrom
    | If
    | For
    | While
    | With
    | Try
    | Match
    | Function
    | Class
    | TypeAliasStatement
)

Block: TypeAlias = tuple[Statement, ...]


class Suppression(Struct, frozen=True, array_like=True, gc=False):
    """A comment `# gates: ignore[ids] reason`, as written.

    `ids` is empty when the brackets are missing or hold nothing. `target` is the line that the
    comment speaks for: its own, or the next line of code when it stands alone.
    """

    span: Span
    target: int
    ids: tuple[str, ...]
    reason: str
    is_file_wide: bool
    stands_alone: bool


class Module(Struct, frozen=True, array_like=True, gc=False):
    """One file.

    `binds_in_expressions` and `yields` are False where no expression of it does. One that
    `is_judged` was read by LibCST in the first place.
    """

    body: Block
    suppressions: tuple[Suppression, ...]
    binds_in_expressions: bool
    yields: bool
    is_judged: bool = False


LITERAL_LENGTH = 200
NESTING_LIMIT = 400
