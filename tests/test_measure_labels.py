import json
from pathlib import Path

import pytest

import measure_labels

SOURCE = """
from fastapi import APIRouter
from shop import service
router = APIRouter()

@router.get("/total")
def total(number: int) -> float:
    order = service.get_order(number)
    net = order.count * order.price
    return net + order.fee * order.count

@router.get("/order")
def read(number: int) -> object:
    return service.get_order(number)
"""


def label(line: int, answer: str, path: str = "api.py") -> dict[str, object]:
    where = {"repository": "acme/shop", "path": path, "def_line": line, "handler": f"h{line}"}
    return {"id": f"shop-{line}", "business_logic": answer, **where}


def measured(
    tmp_path: Path, labels: list[dict[str, object]], *options: str, folder: str = "shop"
) -> int:
    (tmp_path / folder).mkdir()
    (tmp_path / folder / "api.py").write_text(SOURCE, "utf-8")
    (tmp_path / "labels.json").write_text(json.dumps(labels), "utf-8")
    return measure_labels.main([str(tmp_path / "labels.json"), str(tmp_path), *options])


def test_the_figures_leave_the_unsure_out(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert 0 == measured(tmp_path, [label(7, "yes"), label(13, "no"), label(13, "unsure")])
    assert capsys.readouterr().out.splitlines() == [
        "reported and right 1, wrongly 0; missed 0, rightly silent 1",
        "of the unsure, reported 0, silent 1",
        "precision 1.000, recall 1.000",
    ]


def test_what_is_misjudged_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    labels = [label(7, "no"), label(13, "yes"), label(1, "yes", "gone.py")]
    measured(tmp_path, labels, "--misjudged", "--folder", "acme/shop=here", folder="here")
    said = capsys.readouterr().out
    assert "precision 0.000, recall 0.000" in said
    assert "here/gone.py: can't be read" in said
    assert "missed: shop-13 api.py:13 h13" in said
    assert "reported, labelled no: shop-7 api.py:7 `total` holds business logic" in said
