"""What the modules of a project are, each only once."""

from pathlib import Path

from backend_gates.project.reading.modules import Modules


def test_a_module_stays_the_one_that_an_import_led_to(tmp_path: Path) -> None:
    (tmp_path / "rates.py").write_text("RATE = 2\n", "utf-8")
    modules = Modules(tmp_path)
    imported = modules.find("rates", "app.py")
    content = modules.read("rates.py")
    assert imported is not None
    assert imported.node is content
    assert modules.at("rates.py") is imported
