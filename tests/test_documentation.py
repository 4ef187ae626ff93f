"""The documentation site builds, and leads to every hook's page."""

import subprocess
import sys
from pathlib import Path

import pytest

from backend_gates.manifest import all_hooks

pytest.importorskip("sphinx", reason="the site is built with Python 3.11 or newer")

DOCS = Path(__file__).parent.parent / "docs"


def test_the_site_has_every_hook_and_no_broken_link(tmp_path: Path) -> None:
    sphinx = (sys.executable, "-m", "sphinx", "--quiet", "--fail-on-warning", "-b", "html")
    folders = ("-d", str(tmp_path / "trees"), str(DOCS), str(tmp_path / "site"))
    built = subprocess.run((*sphinx, *folders), capture_output=True, text=True, check=False)
    assert built.returncode == 0, built.stderr
    index = (tmp_path / "site" / "index.html").read_text("utf-8")
    for hook in all_hooks():
        assert f'href="hooks/{hook.id}.html"' in index
