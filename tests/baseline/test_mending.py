"""The baseline shrinks with what is mended, and by nothing else; it grows when asked to."""

import pytest
from tests.baseline.conftest import FILE, MODULE, OTHER, Service

MENDED = "import asyncio\n\n\nasync def other():\n    await asyncio.sleep(9)\n"


def test_a_mended_finding_is_told_and_fails_only_in_strict_runs(service: Service) -> None:
    service.write("app/other.py", MENDED)
    said = service.check()
    assert (0, "") == said[:2]
    assert f"{FILE} has 1 entry of what is no longer found" in said.err
    assert "app/other.py in other" in said.err
    assert 1 == service.check("--strict-baseline").code


def test_update_takes_out_what_is_mended(service: Service) -> None:
    service.write("app/other.py", MENDED)
    said = service.update()
    assert (0, "") == said[:2]
    assert f"{FILE}: 1 entry taken out" in said.err
    assert ["app/module.py"] * 3 == [line.split()[0] for line in service.known()]
    assert (0, "", "") == service.check("--strict-baseline")


def test_update_never_takes_in(service: Service) -> None:
    before = service.known()
    service.write("app/new.py", OTHER)
    said = service.update()
    assert 1 == said.code
    assert "app/new.py:5:5" in said.out
    assert before == service.known()


def test_of_equal_ones_the_last_is_taken_out(service: Service) -> None:
    service.write("app/module.py", MODULE.replace("    time.sleep(1)\n", "", 1))
    service.update()
    assert ["first", "second", "other"] == [line.split()[2] for line in service.known()]
    assert all(4 == len(line.split()) for line in service.known())


def test_update_touches_no_other_line(service: Service) -> None:
    file = service.root / FILE
    before = file.read_text("utf-8").splitlines(keepends=True)
    service.write("app/other.py", MENDED)
    service.update()
    gone = next(line for line in before if line.startswith("app/other.py"))
    assert [line for line in before if line != gone] == file.read_text("utf-8").splitlines(
        keepends=True
    )


def test_update_keeps_line_ends_and_mode(service: Service) -> None:
    file = service.root / FILE
    file.write_bytes(file.read_bytes().replace(b"\n", b"\r\n"))
    file.chmod(0o600)
    service.write("app/other.py", MENDED)
    service.update()
    assert file.read_bytes().count(b"\n") == file.read_bytes().count(b"\r\n")
    assert 0o600 == file.stat().st_mode & 0o777


def test_a_link_to_the_baseline_stays_one(service: Service) -> None:
    file = service.root / FILE
    file.rename(service.root / "real.txt")
    file.symlink_to("real.txt")
    service.write("app/other.py", MENDED)
    service.update()
    assert file.is_symlink()
    assert 3 == len(service.known())


def test_branches_that_mend_neighbours_merge(service: Service) -> None:
    for branch, old in (("left", "async def first"), ("right", "async def second")):
        service.git("checkout", "-q", "-b", branch, "main")
        service.write("app/module.py", MODULE.replace(old, old.removeprefix("async ")))
        assert 0 == service.update().code
        service.commit(branch)
    service.git("merge", "--no-edit", "left")
    assert (0, "", "") == service.check("--strict-baseline")
    assert ["other"] == [line.split()[2] for line in service.known()]


def test_a_line_mended_on_both_branches_never_comes_back(service: Service) -> None:
    for branch, text in (("left", ""), ("right", "X = 1\n")):
        service.git("checkout", "-q", "-b", branch, "main")
        service.write("app/other.py", text)
        service.update()
        service.write(f"{branch}.py", "")
        service.commit(branch)
    service.git("merge", "--no-edit", "-X", "ours", "left")
    assert not [line for line in service.known() if "app/other.py" in line]


def test_the_way_to_the_baseline_does_not_matter(service: Service) -> None:
    (service.root.parent / "link").symlink_to(service.root)
    assert (0, "", "") == service.check("--baseline", f"{service.root.parent}/link/{FILE}")


def test_a_part_judges_its_own_entries_alone(service: Service) -> None:
    service.write("app/other.py", "")
    service.write("app/module.py", "")
    before = service.known()
    assert "3 entries" in service.check("app/module.py").err
    assert "3 entries taken out" in service.update("app/module.py").err
    assert before[3:] == service.known()
    assert "1 entry taken out" in service.update("app").err


def test_a_part_without_python_changes_nothing(service: Service) -> None:
    before = (service.root / FILE).read_bytes()
    service.write("app/empty.py", "")
    assert (0, "", "") == service.update("app/empty.py")
    assert before == (service.root / FILE).read_bytes()


def test_other_checks_keep_their_entries(service: Service) -> None:
    before = service.known()
    service.write("bad.py", "import os\n")
    assert 0 == service.check("--grow-baseline", hook="ruff-check").code
    assert set(before) < set(service.known())
    service.write("app/other.py", MENDED)
    service.update()
    ours = [line for line in service.known() if "ruff-check" not in line]
    assert before[:3] == ours
    assert "ruff-check/F401" in {line.split()[1] for line in service.known()}


def test_growing_writes_the_file_sorted_and_whole(service: Service) -> None:
    file = service.root / FILE
    first = file.read_text("utf-8")
    file.write_text("\n\n".join(reversed(service.known())), "utf-8")
    assert 0 == service.grow().code
    assert first == file.read_text("utf-8")


def test_growing_swaps_mended_for_new(service: Service) -> None:
    service.write("app/other.py", OTHER.replace("9", "8"))
    said = service.grow()
    assert "1 entry taken out, 1 entry taken in" in said.err
    assert 4 == len(service.known())


def test_nothing_is_mended_by_a_file_that_cannot_be_read(service: Service) -> None:
    before = (service.root / FILE).read_bytes()
    service.write("app/other.py", "async def (:\n")
    assert 2 == service.check().code
    assert "is left as it is" in service.update().err
    assert before == (service.root / FILE).read_bytes()


def test_more_than_a_few_are_counted(service: Service) -> None:
    lines = "".join(f"    time.sleep({number})\n" for number in range(12))
    service.write("app/many.py", f"import time\n\n\nasync def f():\n{lines}")
    service.grow()
    service.write("app/many.py", "")
    assert "and 2 more" in service.check().err


@pytest.mark.parametrize("option", ["--update-baseline", "--grow-baseline"])
def test_without_a_baseline_there_is_nothing_to_update(service: Service, option: str) -> None:
    service.write("pyproject.toml", "")
    said = service.check(option)
    assert 2 == said.code
    assert "backend-gates: there is no baseline to update: name it with --baseline" in said.err
    assert 1 == said.err.count("\n")


def test_diff_writes_no_baseline(service: Service) -> None:
    assert 2 == service.check("--diff", "--update-baseline").code
