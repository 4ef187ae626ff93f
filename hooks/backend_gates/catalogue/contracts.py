"""What a route's contract is made of."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import NamedTuple

import tomli


class Raw(NamedTuple):
    """What of a request gives its JSON body as it came, or the bytes of it."""

    methods: frozenset[str]
    attributes: frozenset[str]
    bytes: frozenset[str]


class Contracts(NamedTuple):
    """The tables of `contracts.toml`, where each says what it means; `raw` by framework."""

    anything: frozenset[str]
    mappings: frozenset[str]
    sequences: frozenset[str]
    type_modules: frozenset[str]
    body_markers: frozenset[str]
    other_markers: frozenset[str]
    injecting_markers: frozenset[str]
    request_classes: frozenset[str]
    request_objects: frozenset[str]
    request_names: frozenset[str]
    raw: Mapping[str, Raw]
    json_parsers: frozenset[str]
    json_modules: frozenset[str]
    validating_words: frozenset[str]
    reading_words: frozenset[str]
    validating_decorators: frozenset[str]
    protocol_fields: frozenset[str]
    response_suffixes: tuple[str, ...]
    empty_statuses: frozenset[int]


@cache
def load() -> Contracts:
    """The knowledge that comes with the package, read once."""
    path = Path(__file__).with_suffix(".toml")
    document = tomli.loads(path.read_text(encoding="utf-8"))
    types, parameters, requests = document["types"], document["parameters"], document["requests"]
    return Contracts(
        anything=frozenset(types["anything"]),
        mappings=frozenset(types["mappings"]),
        sequences=frozenset(types["sequences"]),
        type_modules=frozenset(types["modules"]),
        body_markers=frozenset(parameters["body"]),
        other_markers=frozenset(parameters["elsewhere"]),
        injecting_markers=frozenset(parameters["injecting"]),
        request_classes=frozenset(requests["classes"]),
        request_objects=frozenset(requests["objects"]),
        request_names=frozenset(requests["names"]),
        raw={name: _raw(table) for table in document["raw"] for name in table["frameworks"]},
        json_parsers=frozenset(document["json"]["parsers"]),
        json_modules=frozenset(document["json"]["modules"]),
        validating_words=frozenset(document["validation"]["words"]),
        reading_words=frozenset(document["validation"]["readers"]),
        validating_decorators=frozenset(document["validation"]["decorators"]),
        protocol_fields=frozenset(document["protocols"]["fields"]),
        response_suffixes=tuple(document["responses"]["suffixes"]),
        empty_statuses=frozenset(document["responses"]["empty"]),
    )


def _raw(table: Mapping[str, list[str]]) -> Raw:
    return Raw(*(frozenset(table.get(key, ())) for key in ("methods", "attributes", "bytes")))
