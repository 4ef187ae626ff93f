"""The two readers behind one door: skim with `ast`, judge with LibCST."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from backend_gates.syntax import ast_reader
from backend_gates.syntax.source import UnreadableError, decode

if TYPE_CHECKING:
    from collections.abc import Collection

    from backend_gates.syntax import facts


def skim(data: bytes) -> facts.Module:
    """Facts by the running Python's own parser, by LibCST where that one gives up.

    Raises UnreadableError when neither can read the file.
    """
    text = decode(data).text
    try:
        return ast_reader.read(text)
    except UnreadableError as error:
        try:
            return replace(judge(data), is_judged=True)
        except UnreadableError:
            raise error from None


def judge(data: bytes) -> facts.Module:
    """Facts by LibCST, which knows every syntax whatever Python runs.

    Raises UnreadableError when it cannot read the file.
    """
    from backend_gates.syntax import cst_reader  # noqa: PLC0415  a clean run never imports libcst

    return cst_reader.read(decode(data).text)


def confirms(
    text: str, module: facts.Module, lines: Collection[int], confirmed: set[bytes]
) -> bool:
    """Whether LibCST reads what stands at these lines as the facts say; so does its giving up.

    What is among the `confirmed` pieces already is not read again; what is read so is added.
    """
    if module.is_judged:
        return True
    from backend_gates.syntax.pieces import pieces_at  # noqa: PLC0415  a clean run has no need

    fresh = {
        key: one for one in pieces_at(text, module, lines) if (key := one.key) not in confirmed
    }
    if not fresh:
        return True
    from backend_gates.syntax import cst_reader  # noqa: PLC0415  a clean run never imports libcst

    try:
        is_confirmed = cst_reader.confirms(text, fresh.values())
    except UnreadableError:
        return True
    if is_confirmed:
        confirmed.update(fresh)
    return is_confirmed
