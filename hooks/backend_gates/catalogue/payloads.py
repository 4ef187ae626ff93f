"""What an answer says of an error, and how frameworks are told its status."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import tomli

from backend_gates.catalogue.frameworks import is_of


class Answer(NamedTuple):
    """A call of one of `names` of the package makes an answer."""

    package: str
    names: frozenset[str]
    content: frozenset[str]
    status: frozenset[str]
    status_position: int | None
    fields: bool


class Payloads(NamedTuple):
    """The tables of `payloads.toml`, where each says what it means."""

    answers: tuple[Answer, ...]
    status_attributes: frozenset[str]
    status_methods: frozenset[str]
    flags: frozenset[str]
    outcomes: frozenset[str]
    failures: frozenset[str]
    states: frozenset[str]
    codes: frozenset[str]
    errors: frozenset[str]
    messages: frozenset[str]
    beside: frozenset[str]
    phrases: tuple[str, ...]
    classes: tuple[str, ...]
    exceptions: tuple[str, ...]
    protocols: frozenset[str]
    graphql: frozenset[str]
    report_words: frozenset[str]
    changing: frozenset[str]
    report_names: tuple[str, ...]
    receivers: frozenset[str]
    pages: frozenset[str]
    progress: frozenset[str]
    handler_decorators: frozenset[str]
    handler_requests: frozenset[str]
    exception_endings: tuple[str, ...]
    answering_anything: frozenset[str]
    page_makers: frozenset[str]
    advice: Mapping[str, str]

    def answer(self, name: str) -> Answer | None:
        """How the function or class with this dotted name makes an answer, if it does."""
        return next((each for each in self.answers if is_of(name, each.package, each.names)), None)

    def makes_page(self, name: str) -> bool:
        """Whether the function with this dotted name makes the text of a page."""
        return any(is_of(name, package, self.page_makers) for package in self.answering_anything)

    def advice_for(self, framework: str) -> str:
        """What to do instead in this framework or one that stands on it."""
        names = (framework, framework.partition("-")[0], "other")
        return next(self.advice[name] for name in names if name in self.advice)


@cache
def load() -> Payloads:
    """The knowledge that comes with the package, read once."""
    path = Path(__file__).with_suffix(".toml")
    document = tomli.loads(path.read_text(encoding="utf-8"))
    payloads, reports, handlers = document["payloads"], document["reports"], document["handlers"]
    return Payloads(
        answers=tuple(_answer(table) for table in document["answer"]),
        status_attributes=frozenset(document["statuses"]["attributes"]),
        status_methods=frozenset(document["statuses"]["methods"]),
        flags=frozenset(payloads["flags"]),
        outcomes=frozenset(payloads["outcomes"]),
        failures=frozenset(payloads["failures"]),
        states=frozenset(payloads["states"]),
        codes=frozenset(payloads["codes"]),
        errors=frozenset(payloads["errors"]),
        messages=frozenset(payloads["messages"]),
        beside=frozenset(payloads["beside"]),
        phrases=tuple(payloads["phrases"]),
        classes=tuple(payloads["classes"]),
        exceptions=tuple(payloads["exceptions"]),
        protocols=frozenset(reports["protocols"]),
        graphql=frozenset(reports["graphql"]),
        report_words=frozenset(reports["words"]),
        changing=frozenset(reports["changing"]),
        report_names=tuple(reports["names"]),
        receivers=frozenset(reports["receivers"]),
        pages=frozenset(reports["pages"]),
        progress=frozenset(reports["progress"]),
        handler_decorators=frozenset(handlers["decorators"]),
        handler_requests=frozenset(handlers["requests"]),
        exception_endings=tuple(handlers["endings"]),
        answering_anything=frozenset(handlers["answering_anything"]),
        page_makers=frozenset(handlers["page_makers"]),
        advice=document["advice"],
    )


def _answer(table: Mapping[str, Any]) -> Answer:
    return Answer(
        table["package"],
        frozenset(table["names"]),
        frozenset(table["content"]),
        frozenset(table["status"]),
        table.get("status_position"),
        table.get("fields", False),
    )
