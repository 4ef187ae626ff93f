"""Known findings stay silent wherever they move to; a new one is reported, and it alone."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from tests.baseline.conftest import CHECK, FILE, MODULE, OTHER, Lines, Service
from tests.conftest import Gates

FORMATS = ("concise", "full", "json", "github", "gitlab", "sarif", "junit")


def test_an_entry_is_file_check_name_and_hash(service: Service) -> None:
    paths, checks, scopes, digests, *_ = zip(
        *(line.split()[:4] for line in service.known()), strict=True
    )
    assert ("app/module.py",) * 3 + ("app/other.py",) == paths
    assert {CHECK} == set(checks)
    assert ("first", "first", "second", "other") == scopes
    assert 2 == len(set(digests))
    assert [4, 5, 4, 4] == [len(line.split()) for line in service.known()]


def test_known_findings_are_silent(service: Service) -> None:
    assert (0, "", "") == service.check()
    assert (0, "", "") == service.check("app/other.py")


def test_no_baseline_shows_all(service: Service, lines: Lines) -> None:
    assert [5, 6, 10, 5] == lines(service.check("--baseline="))


@pytest.mark.parametrize("output_format", FORMATS)
def test_every_format_leaves_out_the_known(service: Service, output_format: str) -> None:
    service.write("app/other.py", OTHER + "    time.sleep(7)\n")
    out = service.gates(CHECK, "--output-format", output_format).out
    assert "app/other.py" in out
    assert "app/module.py" not in out
    if output_format == "json":
        assert [6] == [each["location"]["row"] for each in json.loads(out)]


MOVES = {
    "lines above": f"import os\n\nos.getcwd()\n{MODULE}",
    "another order": "import time\n"
    + "".join(f"\n\nasync def {part}" for part in MODULE.split("\n\n\nasync def ")[:0:-1]),
    "another indent": MODULE.replace("    ", "\t"),
    "white space": MODULE.replace("time.sleep(1)", "time.sleep( 1 )"),
    "line ends": MODULE.replace("\n", "\r\n"),
    "a byte order mark": f"\ufeff{MODULE}",
}


@pytest.mark.parametrize("text", MOVES.values(), ids=MOVES)
def test_what_moves_stays_known(service: Service, text: str) -> None:
    (service.root / "app/module.py").write_bytes(text.encode())
    assert (0, "", "") == service.check("--strict-baseline")


def test_one_more_equal_line_is_reported(service: Service, lines: Lines) -> None:
    service.write("app/module.py", f"{MODULE}    time.sleep(1)\n")
    assert [11] == lines(service.check())


def test_an_equal_line_elsewhere_is_reported(service: Service, lines: Lines) -> None:
    service.write("app/module.py", f"{MODULE}\n\nasync def third():\n    time.sleep(1)\n")
    assert [14] == lines(service.check())
    service.write("app/new.py", OTHER)
    assert "app/new.py:5:5" in service.check().out


def test_a_method_is_named_by_its_class(service: Service) -> None:
    service.write(
        "app/other.py", "import time\n\nclass A:\n    async def f(self):\n        time.sleep(9)\n"
    )
    service.grow()
    assert "A.f" in {line.split()[2] for line in service.known()}


def test_words_in_a_text_are_no_enclosing_name(service: Service) -> None:
    before, after = OTHER.split("    time", 1)
    text = f'{before}    """\n  def what\u2028is this\n"""\n    time{after}'
    service.write("app/other.py", text)
    assert (0, "", "") == service.check("--strict-baseline")


def test_a_suppression_comes_first(service: Service) -> None:
    service.write(
        "app/other.py", OTHER.replace("(9)", "(9)  # gates: ignore[blocking-call-in-async] slow")
    )
    assert "no longer found" in service.check().err


def test_a_useless_suppression_can_be_known(service: Service) -> None:
    service.write("app/quiet.py", "X = 1  # gates: ignore[blocking-call-in-async] why\n")
    assert "unused-suppression" in service.check().out
    assert 0 == service.grow().code
    assert f"{CHECK}/unused-suppression" in {line.split()[1] for line in service.known()}
    assert (0, "", "") == service.check()


def test_fixes_mend_the_known_too(service: Service) -> None:
    assert "+    await asyncio.sleep(9)" in service.check("--diff", "app/other.py").out
    said = service.check("--fix", "app/other.py")
    assert (0, "Fixed 1 finding.\n") == said[:2]
    assert "1 entry" in said.err


def test_exit_zero_holds(service: Service) -> None:
    service.write("app/other.py", "")
    assert 0 == service.check("--strict-baseline", "--exit-zero").code


def test_a_baseline_is_named_from_the_working_directory(service: Service) -> None:
    (service.root / "ci").mkdir()
    assert 0 == service.check("--baseline", "ci/known.txt", "--grow-baseline").code
    text = (service.root / "ci/known.txt").read_text("utf-8")
    assert "\n../app/module.py  " in text
    assert (0, "", "") == service.check("--baseline", "ci/known.txt")


def test_paths_do_not_depend_on_the_working_directory(
    service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = service.known()
    monkeypatch.chdir(service.root / "app")
    assert (0, "", "") == service.check("--strict-baseline")
    assert 0 == service.grow().code
    assert before == service.known()


def test_any_file_name_can_be_known(service: Service) -> None:
    names = ["with space.py", "#hash.py", '"quoted".py', "tab\t.py", "ä.py", "new\nline.py"]
    for name in names:
        service.write(name, OTHER)
    (service.root / os.fsdecode(b"\xff.py")).write_text(OTHER)
    assert 0 == service.grow().code
    assert 4 + len(names) + 1 == len(service.known())
    assert (0, "", "") == service.check("--strict-baseline")


def test_a_later_run_repeats_the_answer_until_the_baseline_changes(service: Service) -> None:
    command = [sys.executable, "-I", "-X", "importtime", "-m", "backend_gates", CHECK]
    environ = {name: value for name, value in os.environ.items() if not name.startswith("COV")}

    def imports() -> tuple[int, bool]:
        done = subprocess.run(
            command, cwd=service.root, env=environ, capture_output=True, check=False
        )
        return done.returncode, b"argparse" in done.stderr

    old = service.root.stat()
    for path in [service.root, *service.root.rglob("*")]:
        os.utime(path, ns=(old.st_mtime_ns - 10**10,) * 2)
    subprocess.run(["sleep", "0.2"], check=True)
    assert [(0, True), (0, False)] == [imports(), imports()]
    file = service.root / FILE
    file.write_text("".join(f"{line}\n" for line in service.known()[1:]))
    assert (1, True) == imports()


def test_without_git_all_but_renames_works(project: Path, gates: Gates) -> None:
    service = Service(project, gates)
    service.write("app/module.py", MODULE)
    named = ("--baseline", FILE)
    assert 0 == service.grow(*named).code
    assert (0, "", "") == service.check(*named)
    (project / "app/module.py").unlink()
    assert (0, "") == service.check(*named, "--update-baseline")[:2]
    assert [] == service.known()
