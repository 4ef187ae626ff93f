"""A finding comes whichever file on its way is staged, and with no other."""

import shutil
from collections.abc import Iterable
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backend_gates import checkers
from backend_gates.model import Finding
from backend_gates.run import Run, Task, report

CASE = Path(__file__).parent / "cases" / "blocking_call_in_async" / "orders_service"
CHECK = "blocking-call-in-async"


class Way(NamedTuple):
    """A helper that a commit holds, and an `async def` elsewhere that blocks through it."""

    staged: str
    path: str
    scope: str


WAYS = [
    Way("src/acme/catalog/client.py", "orders/services/search.py", "SearchService.everything"),
    Way("src/acme/catalog/shortcuts.py", "orders/services/pricing.py", "list_price_by_alias"),
    Way("orders/common/counters.py", "orders/services/checkout.py", "CheckoutService.number"),
    Way("orders/repositories/base.py", "orders/api/customers.py", "register"),
    Way("orders/repositories/base.py", "orders/websockets/feed.py", "feed"),
    Way("orders/clients/base.py", "orders/services/checkout.py", "CheckoutService._check"),
    Way("orders/clients/fx.py", "orders/api/admin.py", "reload_rates"),
    Way("orders/telemetry/tracing.py", "orders/middleware/audit.py", "AuditMiddleware.dispatch"),
    Way("orders/auth/tokens.py", "orders/auth/dependencies.py", "current_user"),
    Way("orders/models/order.py", "orders/services/invoices.py", "InvoiceService.export"),
    Way("orders/storage/s3.py", "orders/services/archiving.py", "archive_order"),
]


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return Path(shutil.copytree(CASE, tmp_path_factory.mktemp("project") / "service"))


@pytest.fixture(scope="module")
def everything(project: Path) -> tuple[Finding, ...]:
    return findings(project, (str(file.relative_to(project)) for file in project.rglob("*.py")))


def findings(project: Path, staged: Iterable[str]) -> tuple[Finding, ...]:
    """What a run over these files says; a fix is only offered in a file of the run."""
    checker = checkers.load(CHECK)
    task = Task(checker, checker.options(), frozenset(staged), watches=lambda _: True)
    return tuple(each._replace(fix=None) for each in report(Run((task,), project)).findings)


def passes(finding: Finding, path: str) -> bool:
    return path in {finding.path, *(place.path for place in finding.related)}


@pytest.mark.parametrize("way", WAYS, ids=lambda way: f"{way.staged}-{way.scope}")
def test_an_unstaged_caller_is_reported_with_the_staged_helper(project: Path, way: Way) -> None:
    found = findings(project, [way.staged])
    assert (way.path, way.scope) in {(each.path, each.scope) for each in found}


@pytest.mark.parametrize("staged", sorted({way.staged for way in WAYS}))
def test_a_staged_file_brings_all_that_passes_it_and_nothing_else(
    project: Path, everything: tuple[Finding, ...], staged: str
) -> None:
    assert tuple(each for each in everything if passes(each, staged)) == findings(project, [staged])


def test_a_staged_file_that_nothing_passes_brings_nothing(project: Path) -> None:
    assert () == findings(project, ["orders/telemetry/metrics.py"])


FILES = sorted(str(file.relative_to(CASE)) for file in CASE.rglob("*.py"))


@settings(max_examples=8)
@given(files=st.permutations(FILES), cuts=st.sets(st.integers(1, len(FILES) - 1), max_size=3))
def test_batches_in_any_order_say_together_what_one_run_says(
    project: Path, everything: tuple[Finding, ...], files: list[str], cuts: set[int]
) -> None:
    edges = [0, *sorted(cuts), len(files)]
    batches = [files[start:end] for start, end in pairwise(edges)]
    said = [findings(project, batch) for batch in batches]
    assert set(everything) == {each for found in said for each in found}
    for batch, found in zip(batches, said, strict=True):
        own = set(batch)
        assert found == tuple(each for each in everything if any(passes(each, f) for f in own))
