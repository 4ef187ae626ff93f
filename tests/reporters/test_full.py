from collections.abc import Callable, Sequence

from backend_gates.model import Failure, Finding, Fix, Report, Span
from backend_gates.reporters import render

Lines = Callable[[str], Sequence[str]]

EXPECTED = """\
app/routes.py:4:15: blocking-call-in-async `client.load` blocks the event loop [unsafe fix]
    |
  4 |     note = '注文'; client.load(1)
    |                    ^^^^^^^^^^^^^^
  1. clients/http.py:3:12: `requests.get` waits here
    |
  3 |     return requests.get(n)
    |            ^^^^^^^^^^^^^^^
  help: Wrap it in a thread (--fix --unsafe-fixes)

app/routes.py:5:5: swallowed-exception nobody can know that this failed [fix]
     |
   5 |     try:
     |     ^^^^
   6 |         client.save(
     |         ^^^^^^^^^^^^
   7 |             1,
     |             ^^
  .. |
  12 |         pass
     |         ^^^^
  help: Raise it again (--fix)

gone.py:7:1: query-in-loop one query for each order

latin.py: error: not UTF-8: save it as UTF-8

app/routes.py:3:1: error: invalid syntax
    |
  3 | async def place_order():
    | ^

Found 3 findings in 2 files, 1 fixable with --fix (2 with --unsafe-fixes), \
2 files could not be checked.
"""


def test_source_call_path_fix_and_summary(report: Report, lines: Lines) -> None:
    assert render("full", report, lines) == EXPECTED


def _summary(report: Report, lines: Lines) -> str:
    return render("full", report, lines).splitlines()[-1]


def test_the_summary_counts_what_there_is(lines: Lines) -> None:
    plain = Finding("a.py", Span(1, 1, 1, 2), "x", "y")
    safe = plain._replace(fix=Fix("mend", safe=True, edits=()))
    failure = Failure("b.py", None, "gone")
    assert _summary(Report((plain,)), lines) == "Found 1 finding in 1 file."
    assert _summary(Report((safe, plain)), lines) == (
        "Found 2 findings in 1 file, 1 fixable with --fix."
    )
    assert _summary(Report((), (failure,)), lines) == (
        "Found 0 findings, 1 file could not be checked."
    )
