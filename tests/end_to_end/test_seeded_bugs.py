"""Bugs that only the types of a service's packages reveal, found through the real runners."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.conftest import Seed, Setup
    from tests.end_to_end.conftest import Service

# A runner may take any Python for its hooks; "the same" is that of these tests.
HOOKS_PYTHON = f"python{sys.version_info[0]}.{sys.version_info[1]}"
REPORT = "findings.json"


def test_exactly_the_seeded_bugs_are_found(service: Service, seed: Seed, setup: Setup) -> None:
    seeded = seed(service.root, setup)
    service.write(".gitignore", f".venv\n{REPORT}\n")
    report = ["--output-format=json", f"--output-file={REPORT}"]
    service.configure("mypy-strict", language_version=HOOKS_PYTHON, args=report)
    outcome = service.run_on_all()
    assert outcome.code == 1, outcome.text
    assert "exit code: 1" in outcome.text
    assert len(seeded.bugs) == 8
    assert seeded.found(service.read(REPORT)) == seeded.bugs
    assert all(words in outcome.text for words in seeded.told)
