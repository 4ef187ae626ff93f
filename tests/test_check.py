"""`check` says what the hooks say one by one, in one report."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backend_gates import checkers, execution, registry
from backend_gates.results.replay import replay
from backend_gates.run import Run, Task, report

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tests.conftest import Gates

    from backend_gates.model import Finding

HERE = Path(__file__).parent
SERVICE = HERE.parent / "examples" / "service"
CASES = HERE / "cases"
OWN = registry.checker_ids()
RUFF = tuple(each for each in registry.tool_ids() if each.startswith("ruff-"))
BLOCKING = "import time\n\n\nasync def wait() -> None:\n    time.sleep(1)\n"
CHECK = "blocking-call-in-async"
LOGIC = "business-logic-in-route-handler"

Entry = dict[str, Any]


@pytest.fixture
def service(project: Path) -> Path:
    """The example service as a repository, with a test file that no check of ours looks at."""
    shutil.copytree(SERVICE, project, dirs_exist_ok=True)
    (project / "tests" / "test_blocking.py").write_text(BLOCKING)
    subprocess.run(["git", "init", "-q"], check=True)
    return project


@pytest.fixture(scope="module")
def all_cases(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What every check is tried on, as one project."""
    project = tmp_path_factory.mktemp("project")
    for check_id in OWN:
        name = check_id.replace("-", "_")
        shutil.copytree(CASES / name, project / name)
    return project


def entries(text: str) -> list[Entry]:
    found: list[Entry] = json.loads(text)
    return sorted(found, key=json.dumps)


def each_by_itself(gates: Gates, ids: Iterable[str], *words: str) -> list[Entry]:
    """What the hooks of our own checks say, each once: all tell of a suppression that is wrong."""
    said = [each for id_ in ids for each in entries(gates(id_, "--output-format=json", *words).out)]
    return entries(json.dumps(list({json.dumps(each): each for each in said}.values())))


def together(gates: Gates, ids: Iterable[str], *words: str) -> list[Entry]:
    only = f"--only={','.join(ids)}"
    return entries(gates("check", only, "--output-format=json", *words).out)


def test_it_is_the_union_of_the_single_checks_on_a_whole_service(
    gates: Gates, service: Path
) -> None:
    found = together(gates, OWN)
    assert each_by_itself(gates, OWN) == found
    assert set(OWN) == {each["code"] for each in found}
    assert not any(str(service / "tests") in each["filename"] for each in found)


def test_it_is_the_union_of_the_single_checks_on_some_files(gates: Gates, service: Path) -> None:
    files = ["shop/services/passwords.py", "shop/clients/shipping.py", "shop/routers/orders.py"]
    found = together(gates, OWN, *files)
    assert each_by_itself(gates, OWN, *files) == found
    places = {Path(each["filename"]).relative_to(service).as_posix() for each in found}
    assert "shop/services/users.py" in places  # it blocks by way of the passwords


def test_it_is_the_union_on_every_case_of_every_check(
    gates: Gates, all_cases: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(all_cases)
    assert each_by_itself(gates, OWN) == together(gates, OWN)


def test_settings_hold_as_for_single_checks(gates: Gates, service: Path) -> None:
    before = together(gates, OWN)
    (service / "pyproject.toml").write_text(
        '[tool.backend-gates]\nexclude = ["shop/routers/payments.py"]\n'
        f'[tool.backend-gates.per-file-ignores]\n"shop/services/*" = ["{CHECK}"]\n'
        "[tool.backend-gates.data-access-in-route-handler]\nlookups = 9\n"
    )
    found = together(gates, OWN)
    assert each_by_itself(gates, OWN) == found
    assert len(found) < len(before)
    assert CHECK not in {each["code"] for each in found}


def findings(project: Path, ids: Iterable[str], files: frozenset[str]) -> list[Finding]:
    known = map(checkers.load, ids)
    tasks = [Task(each, each.options(), files, watches=lambda _: True) for each in known]
    return sorted(report(Run(tuple(tasks), project)).findings, key=repr)


ORDERS = "blocking_call_in_async/orders_service"


@given(st.data())
@settings(max_examples=20)
def test_whichever_checks_and_files_are_chosen(all_cases: Path, data: st.DataObject) -> None:
    project = all_cases / ORDERS
    names = sorted(str(file.relative_to(project)) for file in project.rglob("*.py"))
    ids = data.draw(st.sets(st.sampled_from(OWN), min_size=2))
    files = frozenset(data.draw(st.sets(st.sampled_from(names), min_size=1)))
    alone = {finding for id_ in ids for finding in findings(project, [id_], files)}
    assert sorted(alone, key=repr) == findings(project, ids, files)


@pytest.mark.parametrize("hook_id", RUFF)
def test_what_ruff_finds_is_told_under_the_id_of_its_hook(
    gates: Gates, service: Path, hook_id: str
) -> None:
    (service / "shop" / "bad.py").write_text("import os\nassert  1\nprint('x')  # noqa\n")
    options = ["--check"] if hook_id == "ruff-format" else []
    told = json.loads(gates(hook_id, *options, "--output-format=json").out)
    found = together(gates, [hook_id])
    assert {hook_id} == {each["code"] for each in found}
    assert sorted((each["filename"], each["location"]["row"]) for each in told) == sorted(
        (each["filename"], each["location"]["row"]) for each in found
    )


def test_ruffs_codes_stand_in_the_messages(gates: Gates, project: Path) -> None:
    (project / "bad.py").write_text("import os\n")
    said = gates("check", "--only=ruff-check", "--output-format=concise")
    assert "bad.py:1:8: ruff-check F401 `os` imported but unused [fix]\n" == said.out
    assert 1 == said.code


def test_all_that_runs_at_a_commit_runs_by_default(gates: Gates, service: Path) -> None:
    (service / ".venv").mkdir()
    said = gates("check", "--output-format=json")
    codes = {each["code"] for each in json.loads(said.out)}
    assert {*OWN, *RUFF, None} == codes
    assert 2 == said.code  # there are no packages of the project, and mypy-strict says so
    assert "mypy-strict could not run: no interpreter of the project found" in said.out
    assert "event-loop-blocked" not in said.err


def test_a_check_without_an_answer_hides_nothing(gates: Gates, project: Path) -> None:
    (project / "bad.py").write_text(BLOCKING)
    (project / "pyproject.toml").write_text("[tool.ruff]\nno-such-key = 1\n")
    said = gates("check", f"--only={CHECK},ruff-check", "--output-format=concise")
    found, failure = said.out.splitlines()
    assert found.startswith(f"bad.py:5:5: {CHECK} ")
    assert failure.startswith(".: error: ruff-check could not run: ")
    assert 2 == said.code


def test_types_are_checked_with_the_environment_of_the_project(gates: Gates, project: Path) -> None:
    (project / "bad.py").write_text("x: int = 'one'\n")
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", ".venv"], check=True)
    said = gates("check", "--only=mypy-strict", "--output-format=concise", "bad.py")
    assert said.out.startswith("bad.py:1:10: mypy-strict Incompatible types in assignment")
    assert 1 == said.code


def test_only_skip_and_select(gates: Gates, project: Path) -> None:
    (project / "bad.py").write_text(f"import os\n{BLOCKING}")

    def ids(*words: str) -> set[str]:
        said = gates("check", "--output-format=json", *words)
        return {each["code"] for each in json.loads(said.out)}

    assert {CHECK} == ids("--only", CHECK, "--only", "ruff-format")
    assert {CHECK} == ids("--skip=mypy-strict,ruff-check, ruff-security,ruff-format")
    settings = project / "pyproject.toml"
    settings.write_text(f'[tool.backend-gates]\nselect = ["{CHECK}", "ruff-check"]\n')
    assert {CHECK, "ruff-check"} == ids()
    assert {CHECK} == ids("--skip=ruff-check")
    assert {"ruff-check"} == ids("--only=ruff-check")


REFUSED = {
    "an id that there is not": (
        ["--only=blocking-call"],
        "--only: unknown id 'blocking-call': did",
    ),
    "one to skip": (["--skip", f"{CHECK},x"], "--skip: unknown id 'x': valid are"),
    "nothing left": ([f"--only={CHECK}", f"--skip={CHECK}"], "nothing is left to run: --skip"),
    "no name": (["--only="], "--only: unknown id '': valid are"),
}


@pytest.mark.parametrize(("words", "told"), REFUSED.values(), ids=REFUSED)
def test_what_cannot_be_selected_is_one_line(
    gates: Gates, project: Path, words: list[str], told: str
) -> None:
    (project / "bad.py").write_text(BLOCKING)
    said = gates("check", *words)
    assert (2, "") == (said.code, said.out)
    assert said.err.startswith(f"backend-gates: {told}")
    assert 1 == said.err.count("\n")


def test_an_unknown_id_in_the_settings_is_one_line(gates: Gates, project: Path) -> None:
    (project / "pyproject.toml").write_text('[tool.backend-gates]\nselect = ["ruff"]\n')
    said = gates("check")
    assert 2 == said.code
    assert "[tool.backend-gates]: 'select': unknown id 'ruff': valid are" in said.err


def test_each_gets_the_files_that_its_hook_takes(gates: Gates, project: Path) -> None:
    for name in ("app.py", "test_app.py", "notes.md", "types.pyi", "script", "text"):
        (project / name).write_text(f"import os\n{BLOCKING}")
    script = "#!/usr/bin/env python3\nimport time\n\n\nasync def wait(): time.sleep(1)\n"
    (project / "script").write_text(script)
    names = ["app.py", "test_app.py", "notes.md", "types.pyi", "script", "text", "gone"]
    only = f"--only={CHECK},ruff-check"
    found = json.loads(gates("check", only, "--output-format=json", *names).out)
    places = {(each["code"], Path(each["filename"]).name) for each in found}
    assert {
        (CHECK, "app.py"),
        (CHECK, "script"),
        (None, "gone"),
        *(("ruff-check", name) for name in ("app.py", "test_app.py", "types.pyi", "script")),
    } == places - {("ruff-check", "gone")}
    assert 0 == gates("check", only, "notes.md").code


def test_a_folder_stands_for_the_files_in_it(gates: Gates, project: Path) -> None:
    (project / "app").mkdir()
    (project / "app" / "main.py").write_text(f"import os\n{BLOCKING}")
    (project / "other.py").write_text(BLOCKING)
    said = gates("check", f"--only={CHECK},ruff-check", "--output-format=concise", "app")
    assert {"app/main.py"} == {line.split(":")[0] for line in said.out.splitlines()}
    assert 2 <= len(said.out.splitlines())


def test_the_report_tells_every_rule(gates: Gates, service: Path) -> None:
    words = ["--skip=mypy-strict", "--output-format=sarif", "--output-file=gates.sarif"]
    said = gates("check", *words)
    log = json.loads((service / "gates.sarif").read_text())["runs"][0]
    assert {*OWN, *RUFF} == {rule["id"] for rule in log["tool"]["driver"]["rules"]}
    for result in log["results"]:
        assert f" {result['ruleId']} {result['message']['text']}" in said.out
    assert 1 == said.code
    assert 0 == gates("check", *words, "--exit-zero").code


def test_fixes_of_all_are_made(gates: Gates, project: Path) -> None:
    (project / "app.py").write_text(f"import os\nimport asyncio\n{BLOCKING}x = 'a'\n")
    only = f"--only={CHECK},ruff-check,ruff-format"
    shown = gates("check", only, "--diff")
    assert 1 == shown.code
    assert "+    await asyncio.sleep(1)" in shown.out
    assert "-import os" in shown.out
    assert '+x = "a"' in shown.out
    said = gates("check", only, "--fix", "--output-format=concise")
    assert (0, "Fixed 5 findings.\n") == (said.code, said.out)
    assert (
        'import asyncio\n\n\nasync def wait() -> None:\n    await asyncio.sleep(1)\n\n\nx = "a"\n'
        == (project / "app.py").read_text()
    )
    assert 0 == gates("check", only).code


def test_unsafe_fixes_are_made_when_they_are_asked_for(gates: Gates, project: Path) -> None:
    bad = "def f(a=[]):\n    return a\n"
    (project / "app.py").write_text(bad)
    assert 1 == gates("check", "--only=ruff-check", "--fix").code
    assert bad == (project / "app.py").read_text()
    assert "a=None" in gates("check", "--only=ruff-check", "--diff", "--unsafe-fixes").out
    assert 0 == gates("check", "--only=ruff-check", "--fix", "--unsafe-fixes").code


def test_a_suppression_of_several_is_judged_for_each(gates: Gates, project: Path) -> None:
    comment = f"  # gates: ignore[{CHECK}, {LOGIC}] the driver needs it"
    line = "    time.sleep(1)"
    (project / "app.py").write_text(BLOCKING.replace(line, line + comment))
    words = [f"--only={CHECK},{LOGIC}", "--output-format=concise"]
    (said,) = gates("check", *words).out.splitlines()
    assert f"unused-suppression remove this suppression: `{LOGIC}` reports nothing here" in said
    gates("check", *words, "--fix")
    assert (
        f"    time.sleep(1)  # gates: ignore[{CHECK}] the driver"
        in (project / "app.py").read_text()
    )
    (project / "app.py").write_text(f"x = 1{comment}\n")
    assert 2 == gates("check", *words).out.count("unused-suppression")
    assert "Fixed 2 findings.\n" == gates("check", *words, "--fix").out
    assert "x = 1\n" == (project / "app.py").read_text()


def test_a_run_in_which_nothing_changed_is_repeated(gates: Gates, service: Path) -> None:
    words = ["check", f"--only={','.join(OWN)}", "--output-format=concise"]
    gates(*words)  # makes the cache, so that the folder itself changes
    time.sleep(0.15)  # or the clock could not tell what is written next from what was before
    assert 1 == gates(*words).code
    assert 1 == replay(words)
    os.utime(service / "shop" / "main.py")
    assert replay(words) is None


def test_what_other_programs_find_is_looked_for_each_time(gates: Gates, project: Path) -> None:
    (project / "app.py").write_text(BLOCKING)
    time.sleep(0.15)
    words = [f"--only={CHECK},ruff-check", "--output-format=concise"]
    said = gates("check", *words).out.splitlines()
    assert ["ruff-check", CHECK] == [line.split()[1] for line in said]
    assert replay(["check", *words]) is None
    assert said == gates("check", *words).out.splitlines()
    (project / "ruff.toml").write_text('lint.ignore = ["ASYNC"]\n')
    assert said[1:] == gates("check", *words).out.splitlines()


def test_what_our_own_checks_found_is_remembered_beside_other_programs(
    gates: Gates, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (project / "app.py").write_text(BLOCKING)
    time.sleep(0.15)
    words = [f"--only={CHECK},ruff-check", "--output-format=concise"]
    before = gates("check", *words)  # ruff makes a folder for its cache, which is a change
    time.sleep(0.15)
    assert before == gates("check", *words)
    monkeypatch.setattr(execution, "report", None)
    assert before == gates("check", *words)
    (project / "app.py").write_text(BLOCKING.replace("wait", "pause"))
    assert 2 == gates("check", *words).code


def test_the_baseline_holds_for_all_as_for_each(gates: Gates, service: Path) -> None:
    (service / "pyproject.toml").write_text('[tool.backend-gates]\nbaseline = "known.txt"\n')
    words = ["check", "--skip=mypy-strict,ruff-format", "--output-format=concise"]
    grown = gates(*words, "--grow-baseline")
    assert (0, "") == (grown.code, grown.out)
    assert "check: blocking-call-in-async: " in grown.err
    together = (service / "known.txt").read_text()
    (service / "known.txt").unlink()
    for hook_id in (*OWN, *(each for each in RUFF if each != "ruff-format")):
        gates(hook_id, "--grow-baseline")
    assert together == (service / "known.txt").read_text()
    assert 0 == gates(*words).code
    (service / "shop" / "new.py").write_text(BLOCKING)
    new = gates(*words)
    assert 1 == new.code
    assert {"shop/new.py"} == {line.split(":")[0] for line in new.out.splitlines()}
    for name in ("users", "payments"):
        (service / "shop" / "services" / f"{name}.py").write_text("")
    (service / "shop" / "new.py").unlink()
    strict = gates(*words, "--strict-baseline")
    assert (1, "") == (strict.code, strict.out)
    assert 0 == gates(*words, "--update-baseline").code
    assert 0 == gates(*words, "--strict-baseline").code
    assert "services/users.py" not in (service / "known.txt").read_text()
