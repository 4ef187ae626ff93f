"""A report with every shape of finding, and the sources that it speaks of."""

import json
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from jsonschema_rs import Draft4Validator

from backend_gates.model import Edit, Failure, Finding, Fix, Related, Report, Span

SCHEMA = Path(__file__).parent / "schemas" / "sarif-2.1.0-rtm.5.json"
SOURCES = {
    "app/routes.py": [
        "from clients import client",
        "",
        "async def place_order():",
        "\tnote = '注文'; client.load(1)",
        "    try:",
        "        client.save(",
        "            1,",
        "",
        "            2,",
        "        )",
        "    except Exception:",
        "        pass",
    ],
    "clients/http.py": ["import requests", "def load(n):", "    return requests.get(n)"],
}


@pytest.fixture(scope="session")
def sarif_schema() -> Draft4Validator:
    schema = json.loads(SCHEMA.read_text("utf-8"))
    for name in ("run", "toolComponent"):
        # The published pattern has a stray bracket: no regular expression in Unicode mode.
        del schema["definitions"][name]["properties"]["language"]["pattern"]
    return Draft4Validator(schema, validate_formats=True)


@pytest.fixture
def lines() -> Callable[[str], Sequence[str]]:
    return lambda path: SOURCES.get(path, ())


@pytest.fixture
def report() -> Report:
    blocking = Finding(
        "app/routes.py",
        Span(4, 15, 4, 29),
        "blocking-call-in-async",
        "`client.load` blocks the event loop",
        "place_order",
        (Related("clients/http.py", Span(3, 12, 3, 27), "`requests.get` waits here"),),
        Fix("Wrap it in a thread", safe=False, edits=(Edit(Span(4, 15, 4, 15), "await "),)),
    )
    swallowed = Finding(
        "app/routes.py",
        Span(5, 5, 12, 13),
        "swallowed-exception",
        "nobody can know that this failed",
        fix=Fix("Raise it again", safe=True, edits=(Edit(Span(12, 9, 12, 13), "raise"),)),
    )
    gone = Finding("gone.py", Span(7, 1, 7, 2), "query-in-loop", "one query for each order")
    failures = (
        Failure("latin.py", None, "not UTF-8: save it as UTF-8"),
        Failure("app/routes.py", Span(3, 1, 3, 1), "invalid syntax"),
    )
    return Report((blocking, swallowed, gone), failures)
