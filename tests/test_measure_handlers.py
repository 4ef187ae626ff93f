from pathlib import Path

import pytest

import measure_handlers

SOURCE = """
from fastapi import APIRouter
router = APIRouter()

@router.get("/")
def one(): ...

@router.get("/two")
@cached
def two(): ...
"""


@pytest.fixture
def checkouts(tmp_path: Path) -> Path:
    for name in ("shop", "other"):
        (tmp_path / "checkouts" / name / "tests").mkdir(parents=True)
        (tmp_path / "checkouts" / name / "api.py").write_text(SOURCE, "utf-8")
        (tmp_path / "checkouts" / name / "tests" / "api.py").write_text(SOURCE, "utf-8")
    return tmp_path / "checkouts"


def test_handlers_are_counted_outside_of_tests(
    checkouts: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert 0 == measure_handlers.main([str(checkouts), "--list"])
    assert capsys.readouterr().out.splitlines() == [
        "other: 2 handlers (fastapi 2)",
        "  api.py:6 one fastapi http",
        "  api.py:10 two fastapi http",
        "shop: 2 handlers (fastapi 2)",
        "  api.py:6 one fastapi http",
        "  api.py:10 two fastapi http",
    ]


def test_they_are_compared_with_what_the_framework_says(
    checkouts: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    listing = tmp_path / "shop.txt"
    listing.write_text("api.py:8\napi.py:20\n", "utf-8")
    measure_handlers.main([str(checkouts), "shop", "--registered", str(tmp_path)])
    assert capsys.readouterr().out.splitlines() == [
        "shop: 2 handlers (fastapi 2)",
        "  registered 2, missed 1, recall 0.500",
        "  missed: api.py:20",
        "  not registered: api.py:6 one fastapi",
    ]
    measure_handlers.main([str(checkouts), "other", "--registered", str(tmp_path)])
    assert "other.txt is missing" in capsys.readouterr().out
