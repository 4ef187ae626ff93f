"""A file's facts as bytes: what goes into the cache, and from one process to another."""

from __future__ import annotations

from msgspec import Struct
from msgspec.msgpack import Decoder, Encoder

from backend_gates.project.reading.facts_cache import digest_of
from backend_gates.syntax import facts, reader
from backend_gates.syntax.source import UnreadableError

_encode = Encoder().encode
_decode = Decoder(facts.Module).decode


class Problem(Struct, frozen=True, array_like=True, gc=False):
    """Why a file cannot be read; the fields are those of `UnreadableError`."""

    message: str
    line: int
    column: int


class Packed(Struct, frozen=True, array_like=True, gc=False):
    """What became of a content: its facts, or the problem with it."""

    digest: bytes
    facts: bytes = b""
    problem: Problem | None = None


def pack(data: bytes) -> Packed:
    """Read a content, without judging it."""
    digest = digest_of(data)
    try:
        return Packed(digest, _encode(reader.skim(data)))
    except UnreadableError as error:
        return Packed(digest, problem=Problem(error.message, error.line, error.column))


def unpack(packed: bytes) -> facts.Module:
    """The facts again; raises msgspec.DecodeError when they are none."""
    return _decode(packed)
