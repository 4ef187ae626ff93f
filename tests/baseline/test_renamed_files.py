"""A file takes its entries along wherever git knows that it went."""

import os
from pathlib import Path

import pytest
from tests.baseline.conftest import FILE, MODULE, OTHER, Service


def test_a_staged_rename_is_followed(service: Service) -> None:
    service.git("mv", "app/module.py", "app/renamed.py")
    said = service.check("--strict-baseline")
    assert (0, "") == said[:2]
    assert "3 entries of files that have another name now" in said.err
    assert "3 entries moved with their files" in service.update().err
    assert ["app/renamed.py"] * 3 == [line.split()[0] for line in service.known()[:3]]
    assert (0, "", "") == service.check("--strict-baseline")


def test_renames_are_followed_through_history(service: Service) -> None:
    service.git("mv", "app", "lib")
    service.commit()
    service.git("mv", "lib/module.py", "lib/renamed.py")
    service.commit()
    service.write("lib/other.py", OTHER + "\n\nasync def more():\n    time.sleep(8)\n")
    service.commit()
    said = service.check()
    assert 1 == said.code
    assert "lib/other.py:9:5" in said.out
    assert 1 == said.out.count("\n")


def test_what_is_mended_after_the_rename_is_mended(service: Service) -> None:
    service.git("mv", "app/module.py", "app/renamed.py")
    service.write("app/renamed.py", MODULE.replace("    time.sleep(1)\n", "", 1))
    service.git("add", "--all")
    assert "taken out, 3 entries moved" not in service.update("app/renamed.py").err
    assert ["first", "second", "other"] == [line.split()[2] for line in service.known()]
    assert 1 == len(service.git("status", "--short", FILE).splitlines())


def test_a_deleted_file_is_mended_whatever_was_looked_at(service: Service) -> None:
    service.git("rm", "-q", "app/module.py")
    assert "3 entries" in service.check("app/other.py").err
    service.commit()
    assert 1 == service.check("app/other.py", "--strict-baseline").code
    service.update("app/other.py")
    assert ["app/other.py"] == [line.split()[0] for line in service.known()]


def test_a_new_file_inherits_nothing(service: Service) -> None:
    service.git("rm", "-q", "app/module.py")
    service.write("app/new.py", "import time\n\n\nasync def first():\n    time.sleep(1)\n" * 9)
    service.git("add", "--all")
    assert "app/new.py:5:5" in service.check().out


def test_a_file_that_git_still_has_is_not_judged(service: Service) -> None:
    (service.root / "app/module.py").unlink()
    assert (0, "", "") == service.update()
    assert 4 == len(service.known())


def test_a_renamed_file_that_was_not_looked_at_is_not_judged(service: Service) -> None:
    service.git("mv", "app/module.py", "app/renamed.py")
    before = service.known()
    assert "another name" in service.check("app/other.py").err
    assert before == service.known()


def test_a_baseline_elsewhere_follows_too(
    service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    words = ("--baseline", f"{service.root}/ci/known.txt")
    (service.root / "ci").mkdir()
    service.grow(*words)
    service.commit()
    service.git("mv", "app/module.py", "app/renamed.py")
    monkeypatch.chdir(service.root / "app")
    assert 0 == service.check(*words).code
    service.update(*words)
    assert "../app/renamed.py" in (service.root / "ci/known.txt").read_text("utf-8")


def test_git_is_not_needed(service: Service, monkeypatch: pytest.MonkeyPatch) -> None:
    service.git("mv", "app/module.py", "app/renamed.py")
    monkeypatch.setenv("PATH", os.fspath(Path("nowhere").absolute()))
    said = service.check("app/renamed.py")
    assert 3 == said.out.count("\n")
