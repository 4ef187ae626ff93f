"""The gate beside a project's own ruff configuration, with the real ruff."""

import json
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from backend_gates.tools.ruff_check import main

Build = Callable[[Mapping[str, str]], Path]


def codes(capfd: pytest.CaptureFixture[str], *arguments: str) -> dict[str, list[str]]:
    """Run the hook and return the sorted codes reported for each file."""
    main(["--output-format", "json", *arguments])
    found: dict[str, list[str]] = {}
    for each in json.loads(capfd.readouterr().out):
        name = Path(each["filename"]).relative_to(Path.cwd()).as_posix()
        found.setdefault(name, []).append(each["code"])
    return {name: sorted(each) for name, each in found.items()}


NAMING = 'lint.select = ["N"]\n'
BAD = "import os\n\n\ndef first(items=[]):\n    return items\n"


def test_gate_holds_without_configuration(
    ruff_project: Build, capfd: pytest.CaptureFixture[str]
) -> None:
    ruff_project({"app.py": BAD})
    assert codes(capfd, "app.py") == {"app.py": ["B006", "F401"]}


def test_exit_codes_are_ruffs(ruff_project: Build, capfd: pytest.CaptureFixture[str]) -> None:
    ruff_project({"bad.py": BAD, "good.py": "x = 1\n"})
    assert main(["bad.py"]) == 1
    assert "Found 2 errors." in capfd.readouterr().out
    assert main(["good.py"]) == 0
    assert capfd.readouterr().out == "All checks passed!\n"
    assert main(["--exit-zero", "bad.py"]) == 0


@pytest.mark.parametrize("ignore", ["ignore", "extend-ignore"])
def test_what_the_project_ignores_is_ignored(
    ruff_project: Build, capfd: pytest.CaptureFixture[str], ignore: str
) -> None:
    ruff_project({"app.py": BAD, "ruff.toml": f'lint.{ignore} = ["B006"]\n'})
    assert codes(capfd) == {"app.py": ["F401"]}
    assert codes(capfd, "--mandatory", "B006,S") == {"app.py": ["B006", "F401"]}
    assert codes(capfd, "--mandatory=B") == {"app.py": ["B006", "F401"]}


def test_a_mandatory_rule_beats_an_ignored_family(
    ruff_project: Build, capfd: pytest.CaptureFixture[str]
) -> None:
    ruff_project(
        {"app.py": BAD, "ruff.toml": 'lint.ignore = ["B", "C", "F"]\n', "c.py": "x = dict()\n"}
    )
    assert codes(capfd) == {}
    assert codes(capfd, "--mandatory", "B006, C408") == {"app.py": ["B006"], "c.py": ["C408"]}


def test_the_projects_own_rules_are_kept(
    ruff_project: Build, capfd: pytest.CaptureFixture[str]
) -> None:
    naming = "def Load():\n    return print()\n"
    ruff_project(
        {"app.py": naming, "ruff.toml": 'lint.select = ["N"]\nlint.extend-select = ["T20"]\n'}
    )
    assert codes(capfd) == {"app.py": ["N802", "T201"]}


def test_ruffs_defaults_are_not_added(
    ruff_project: Build, capfd: pytest.CaptureFixture[str]
) -> None:
    ruff_project({"app.py": "try:\n    x = 1\nexcept Exception:\n    pass\n", "ruff.toml": ""})
    assert codes(capfd) == {}


def test_top_level_settings_of_older_files_count(
    ruff_project: Build, capfd: pytest.CaptureFixture[str]
) -> None:
    ruff_project({"app.py": BAD, "pyproject.toml": '[tool.ruff]\nignore = ["B006"]\n'})
    assert codes(capfd) == {"app.py": ["F401"]}


def test_noqa_and_per_file_ignores_hold(
    ruff_project: Build, capfd: pytest.CaptureFixture[str]
) -> None:
    ruff_project(
        {
            "app.py": "import os  # noqa: F401\n",
            "other.py": "import os\n",
            "ruff.toml": '[lint.per-file-ignores]\n"other.py" = ["F401"]\n',
        }
    )
    assert codes(capfd) == {}
    assert main([]) == 0
    assert "per-file-ignores" not in capfd.readouterr().err


DEPENDS = """\
from fastapi import Depends, Query
from fastapi.params import Security
from shop import current_user, marker, moment


def read(user=Depends(current_user), page=Query(1), scope=Security(), own=marker()):
    return user, page, scope, own


def late(at=moment()):
    return at
"""


def test_markers_of_frameworks_and_of_the_project_may_be_defaults(
    ruff_project: Build, capfd: pytest.CaptureFixture[str]
) -> None:
    setting = '[lint.flake8-bugbear]\nextend-immutable-calls = ["shop.marker"]\n'
    ruff_project({"app.py": DEPENDS, "ruff.toml": setting})
    inline = "lint.flake8-bugbear.extend-immutable-calls=['shop.moment']"
    assert main(["--output-format=concise", "app.py"]) == 1
    assert [each[:15] for each in capfd.readouterr().out.splitlines()][:-1] == ["app.py:10:13: B"]
    assert main(["--output-format=concise", "--config", inline]) == 1
    assert [each[:15] for each in capfd.readouterr().out.splitlines()][:-1] == ["app.py:6:75: B0"]


def test_nested_configurations_stay_in_force(
    ruff_project: Build, capfd: pytest.CaptureFixture[str]
) -> None:
    ruff_project(
        {
            "pyproject.toml": '[tool.ruff.lint]\nignore = ["F401"]\n',
            "a.py": BAD,
            "orders/ruff.toml": 'lint.ignore = ["B006"]\n',
            "orders/a.py": BAD,
            "users/.ruff.toml": 'extend = "../pyproject.toml"\nlint.extend-select = ["N"]\n',
            "users/app/a.py": BAD + "\n\ndef Load():\n    return 1\n",
            "plain/pyproject.toml": "[project]\nname = 'plain'\n",
            "plain/a.py": BAD,
        }
    )
    expected = {
        "a.py": ["B006"],
        "orders/a.py": ["F401"],
        "plain/a.py": ["B006"],
        "users/app/a.py": ["B006", "N802"],
    }
    assert codes(capfd) == expected
    assert codes(capfd, ".") == expected
    assert codes(capfd, *expected) == expected


def test_extended_configurations_add_up_as_in_ruff(
    ruff_project: Build, capfd: pytest.CaptureFixture[str]
) -> None:
    ruff_project(
        {
            "base.toml": 'lint.select = ["N802"]\nlint.ignore = ["F401", "B006"]\n',
            "ruff.toml": 'extend = "base.toml"\nlint.extend-select = ["B"]\nlint.ignore = ["N"]\n',
            "a.py": BAD + "\n\ndef Load():\n    return 1\n",
            "anew/ruff.toml": 'extend = "../base.toml"\nlint.select = ["D1"]\n',
            "anew/a.py": BAD,
        }
    )
    found = codes(capfd)
    assert found["a.py"] == ["B006"]
    assert found["anew/a.py"] == ["B006", "D100", "D103", "F401"]


def test_equal_choices_share_a_run(ruff_project: Build, capfd: pytest.CaptureFixture[str]) -> None:
    ruff_project(
        {"ruff.toml": "", "a.py": BAD, "svc/ruff.toml": "line-length = 99\n", "svc/a.py": BAD}
    )
    assert main([]) == 1
    assert capfd.readouterr().out.count("Found 4 errors.") == 1


def test_excluded_files_stay_excluded(
    ruff_project: Build, capfd: pytest.CaptureFixture[str]
) -> None:
    ruff_project(
        {"app/legacy/a.py": BAD, "app/b.py": "x = 1\n", "ruff.toml": 'exclude = ["legacy"]\n'}
    )
    assert main(["app/legacy/a.py", "app/b.py"]) == 0
    assert capfd.readouterr().err == (
        'ruff-check: ruff.toml: exclude "legacy" hides app/legacy from ruff\n'
    )


def test_a_pattern_that_switches_the_gate_off_is_named(
    ruff_project: Build, capfd: pytest.CaptureFixture[str]
) -> None:
    ignores = '"**/*.py" = ["B", "D"]\n"{shop,users}/**" = ["F401"]\n"!tests/**" = ["E711"]\n'
    ruff_project(
        {
            "ruff.toml": f"[lint.per-file-ignores]\n{ignores}",
            "shop/a.py": BAD,
            "tests/a.py": "",
            "users/inner/a.py": "",
        }
    )
    assert main([]) == 0
    head = "ruff-check: ruff.toml: per-file-ignores"
    assert capfd.readouterr().err.splitlines() == [
        f'{head} "**/*.py" switches B off in shop, users/inner',
        f'{head} "{{shop,users}}/**" switches F401 off in shop, users/inner',
        f'{head} "!tests/**" switches E711 off in shop, users/inner',
    ]


def test_many_hidden_folders_are_counted(
    ruff_project: Build, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    root = ruff_project(
        {f"svc/{name}/a.py": BAD for name in ("a", "b", "c", "d", "e", ".hidden")}
        | {"svc/a/inner/b.py": BAD, "svc/one.py": "", "ruff.toml": 'exclude = ["svc/*", "one.py"]'}
    )
    monkeypatch.chdir(root / "svc")
    assert main(["a/a.py"]) == 0
    file = root / "ruff.toml"
    head = f"ruff-check: {file}: exclude"
    assert f'{head} "svc/*" hides svc from ruff\n' in capfd.readouterr().err
    (root / "ruff.toml").write_text('exclude = ["?"]')
    assert main(["a/a.py"]) == 0
    said = capfd.readouterr().err
    assert f'{head} "?" hides svc/a, svc/b, svc/c and 2 more from ruff\n' in said


def test_a_gate_that_is_ignored_altogether_says_so(
    ruff_project: Build, capfd: pytest.CaptureFixture[str]
) -> None:
    ruff_project({"a.py": BAD, "ruff.toml": 'lint.ignore = ["ALL"]\n'})
    assert main(["a.py"]) == 0
    assert "ignores every rule of this gate" in capfd.readouterr().err


@pytest.mark.parametrize(
    ("name", "broken"),
    [
        ("ruff.toml", ("x = [", "Failed to parse")),
        ("pyproject.toml", ("[tool.ruff]\nnonsense = 1\n", "unknown field")),
        ("pyproject.toml", ("[tool.ruff", "Failed to parse")),
        ("ruff.toml", ('required-version = "==0.1.0"\n', "Required version")),
        ("ruff.toml", ('extend = "missing.toml"\n', "missing.toml")),
        ("ruff.toml", ("lint.select = 3\n", "invalid type")),
        ("ruff.toml", ("lint = 3\n", "invalid type")),
    ],
)
def test_a_broken_configuration_is_ruffs_to_tell(
    ruff_project: Build, capfd: pytest.CaptureFixture[str], name: str, broken: tuple[str, str]
) -> None:
    text, said = broken
    ruff_project({"a.py": BAD, name: text, "svc/a.py": BAD, "svc/ruff.toml": NAMING})
    for paths in ([], ["a.py"], ["svc/a.py", "a.py"]):
        assert main(paths) == 2
        err = capfd.readouterr().err
        assert said in err
        assert "Traceback" not in err


def test_fix_and_diff_are_handed_through(
    ruff_project: Build, capfd: pytest.CaptureFixture[str]
) -> None:
    root = ruff_project({"a.py": BAD, "svc/a.py": BAD, "svc/ruff.toml": 'lint.select = ["N"]\n'})
    assert main(["--diff"]) == 1
    assert capfd.readouterr().out.count("-import os") == 2
    assert main(["--fix", "--quiet"]) == 1
    assert {(root / name).read_text().strip() for name in ("a.py", "svc/a.py")} == {
        BAD.removeprefix("import os").strip()
    }


def test_an_explicit_configuration_replaces_the_projects(
    ruff_project: Build, capfd: pytest.CaptureFixture[str]
) -> None:
    ruff_project(
        {"a.py": BAD, "ruff.toml": 'lint.ignore = ["B"]\n', "ci.toml": 'lint.ignore = ["F"]\n'}
    )
    assert codes(capfd, "--config", "ci.toml") == {"a.py": ["B006"]}
    assert codes(capfd, "--isolated") == {"a.py": ["B006", "F401"]}
    assert codes(capfd, "--config", "lint.ignore = ['F']", "a.py") == {}
    assert codes(capfd, "--config", "lint.extend-select = ['N']", "a.py") == {"a.py": ["F401"]}


def test_the_user_can_add_rules_and_ignores(
    ruff_project: Build, capfd: pytest.CaptureFixture[str]
) -> None:
    ruff_project({"a.py": BAD})
    assert codes(capfd, "--extend-select", "D103", "--ignore=F401", "--", "a.py") == {
        "a.py": ["B006", "D103"]
    }


def test_a_personal_configuration_is_not_read(
    ruff_project: Build, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    root = ruff_project({"a.py": BAD, "home/ruff/ruff.toml": 'exclude = ["a.py"]\n'})
    monkeypatch.setenv("XDG_CONFIG_HOME", str(root / "home"))
    assert codes(capfd, "a.py") == {"a.py": ["B006", "F401"]}


def test_nothing_to_check_is_clean(ruff_project: Build) -> None:
    ruff_project({"notes.txt": "no Python here\n"})
    assert main([]) == 0


def test_a_missing_file_is_ruffs_to_tell(
    ruff_project: Build, capfd: pytest.CaptureFixture[str]
) -> None:
    ruff_project({"ruff.toml": ""})
    assert main(["gone.py"]) == 1
    assert "gone.py" in capfd.readouterr().out


def test_help_names_the_options(capfd: pytest.CaptureFixture[str]) -> None:
    assert main(["--help"]) == 0
    assert "--mandatory RULES" in capfd.readouterr().out


def test_many_names_make_one_answer(ruff_project: Build, capfd: pytest.CaptureFixture[str]) -> None:
    folder = "/".join(["deep" * 50] * 4)
    root = ruff_project({f"{folder}/{number}.py": "import os\n" for number in range(2)})
    names = [f"{folder}/{number}.py" for number in (0, 1)] + [f"{folder}/0.py"] * 200
    assert root.is_dir()
    assert len(codes(capfd, *names)) == 2
    assert main(["--quiet", "--output-format=concise", *names]) == 1
    assert len(set(capfd.readouterr().out.splitlines())) == 2


def test_line_length_is_the_projects_own_business(
    ruff_project: Build, capfd: pytest.CaptureFixture[str]
) -> None:
    long = f"NAME = '{'x' * 100}'\n"
    ruff_project({"app.py": long})
    assert codes(capfd) == {}
    ruff_project({"ruff.toml": 'lint.select = ["E501"]\n'})
    assert codes(capfd) == {"app.py": ["E501"]}
