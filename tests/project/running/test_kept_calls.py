"""What is kept of earlier runs changes no answer, whatever happens to the files in between."""

import shutil
import time
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backend_gates import checkers
from backend_gates.checkers.blocking_call_in_async import Options
from backend_gates.model import Finding
from backend_gates.project.reading.archive import Archive
from backend_gates.project.running import call_file
from backend_gates.project.running.old_calls import OldCalls
from backend_gates.run import Run, Task, report

CHECK = "blocking-call-in-async"
CACHE = ".backend_gates_cache"
FOLLOWED = "from {} import load\n\n\ndef load_all():\n    load()\n"

# What each file may hold; None where it is not there.
VARIANTS: dict[str, tuple[str | None, ...]] = {
    "app/loading.py": (
        "import time\n\n\ndef load():\n    time.sleep(1)\n",
        "def load():\n    return 1\n",
        "# moved\nimport time\n\n\ndef load():\n    time.sleep(1)\n",
        "async def load():\n    return 1\n",
        "from app.other import load\n",
        "import time\n\nload = lambda: time.sleep(1)\n",
        None,
    ),
    "app/loading/__init__.py": (
        None,
        "def load():\n    return 1\n",
        "from app.other import load\n",
    ),
    "app/other.py": (
        "import requests\n\n\ndef load():\n    requests.get('/')\n",
        "def load(): ...\n",
        None,
    ),
    "app/__init__.py": (None, "", "from app.other import load\n"),
    "app/all.py": (
        FOLLOWED.format("app.loading"),
        FOLLOWED.format(".loading"),
        FOLLOWED.format("app"),
        FOLLOWED.format("app.other"),
        "from app.loading import *\n\n\ndef load_all():\n    load()\n",
    ),
    "app/base.py": (
        "class Base:\n    def run(self):\n        self.step()\n\n    def step(self): ...\n",
        (
            "import time\n\n\nclass Base:\n    def run(self):\n        self.step()\n\n"
            "    def step(self):\n        time.sleep(1)\n"
        ),
        "class Base:\n    def run(self): ...\n",
    ),
    "app/steps.py": (
        (
            "from app.all import load_all\nfrom app.base import Base\n\n\nclass Step(Base):\n"
            "    def step(self):\n        load_all()\n"
        ),
        "from app.base import Base\n\n\nclass Step(Base): ...\n",
        (
            "import time\n\n\nclass Step:\n    def run(self, wait=False):\n        if wait:\n"
            "            time.sleep(1)\n\n    def __enter__(self):\n        time.sleep(1)\n\n"
            "    def __exit__(self, *_): ...\n"
        ),
    ),
    "app/making.py": (
        "from app.steps import Step\n\n\ndef make() -> Step: ...\n",
        "from app.steps import Step\n\n\ndef make():\n    return Step()\n",
        "from app.base import Base\n\n\ndef make():\n    return Base()\n",
    ),
    "app/handlers.py": (
        "from app.making import make\n\n\nasync def handle():\n    make().run()\n",
        "from app.making import make\n\n\nasync def handle():\n    with make():\n        pass\n",
        (
            "from app.making import make\n\n\nasync def handle():\n    make().run(wait=True)\n\n\n"
            "async def handle_none():\n    make().run(wait=False)\n"
        ),
    ),
    "app/tasks.py": (
        "import app.all\n\n\nasync def work():\n    app.all.load_all()\n",
        "from app import all as everything\n\n\nasync def work():\n    everything.load_all()\n",
        "LIMIT = 1\n",
    ),
    "app/store.py": (
        (
            "from app.other import load\n\n\nclass Store:\n    def get(self) -> int:\n"
            "        return self.first()\n\n    def first(self) -> int:\n        return 1\n\n"
            "    def set(self):\n        self.how = self.first\n"
        ),
        (
            "from app.other import load\n\nLIMIT = 1\n\n\nclass Store:\n"
            "    def get(self) -> int:\n        return self.first()\n\n"
            "    def first(self) -> int:\n        load()\n        return LIMIT\n\n"
            "    def set(self):\n        self.how = load\n"
        ),
        (
            "from app.all import load_all as load\n\n\nclass Store:\n"
            "    def first(self) -> int:\n        return 1\n\n    def get(self) -> int:\n"
            "        load()\n        return self.first()\n\n    def how(self): ...\n"
        ),
        (
            "from app.base import Base\n\n\nclass Store(Base):\n    def get(self):\n"
            "        yield self.run()\n\n    how = get\n"
        ),
    ),
    "app/ways.py": (
        *(
            (
                "import time\n\n\nclass Quick:\n    def go(self) -> None: ...\n\n\nclass Slow:\n"
                f"    def go(self) -> None:\n        time.sleep(1)\n\n\nclass Way({base}):\n"
                "    def run(self) -> None:\n        self.go()\n\n\ndef run() -> None:\n"
                "    Way().run()\n\n\nasync def go_there():\n    run()\n"
            )
            for base in ("Quick", "", "Slow")
        ),
    ),
    "app/walks.py": (
        "from app.ways import Way, run\n\n\nasync def walk():\n    run()\n    Way().run()\n",
    ),
    "app/keeping.py": (
        (
            "from app.store import Store\n\nSTORE = Store()\n\n\ndef kept() -> Store:\n"
            "    return STORE\n"
        ),
        "from app.store import *\n\n\ndef kept():\n    return Store()\n",
        "from app.store import Store\n\n\ndef kept(wait=False) -> Store:\n    return Store()\n",
    ),
    "app/views.py": (
        (
            "from app.keeping import kept\n\n\nasync def view():\n    kept().get()\n\n\n"
            "async def view_how():\n    store = kept()\n    store.set()\n    store.how()\n"
        ),
        (
            "import app.keeping\n\n\nasync def view():\n    for _ in app.keeping.kept().get():\n"
            "        pass\n"
        ),
    ),
    "requests.py": (None, "def get(url): ...\n"),
}
FIRST = {path: variants[0] for path, variants in VARIANTS.items()}


class Change(NamedTuple):
    path: str
    text: str | None


def changes() -> st.SearchStrategy[list[Change]]:
    """What one commit changes."""
    one = st.sampled_from(sorted(VARIANTS)).flatmap(
        lambda path: st.sampled_from(VARIANTS[path]).map(lambda text: Change(path, text))
    )
    return st.lists(one, min_size=1, max_size=3, unique_by=lambda change: change.path)


def write(root: Path, files: Iterable[Change]) -> None:
    for path, text in files:
        file = root / path
        if text is None:
            file.unlink(missing_ok=True)
        else:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, "utf-8")


@pytest.fixture
def service(tmp_path: Path) -> Path:
    write(tmp_path, (Change(*each) for each in FIRST.items()))
    return tmp_path


def findings(root: Path, staged: Iterable[str], *, use_cache: bool) -> tuple[Finding, ...]:
    checker = checkers.load(CHECK)
    task = Task(checker, checker.options(), frozenset(staged), watches=lambda _: True)
    found = report(Run((task,), root, use_cache=use_cache)).findings
    return tuple(each._replace(fix=None) for each in found)


def everything(root: Path) -> tuple[Finding, ...]:
    """What a run over all files says that knows nothing of earlier ones."""
    paths = sorted(file.relative_to(root).as_posix() for file in root.rglob("*.py"))
    return findings(root, paths, use_cache=False)


def passing(found: Iterable[Finding], paths: set[str]) -> tuple[Finding, ...]:
    return tuple(
        each
        for each in found
        if not paths.isdisjoint({each.path, *(place.path for place in each.related)})
    )


def assert_staged_right(root: Path, staged: set[str]) -> None:
    there = {path for path in staged if (root / path).exists()}
    wanted = passing(everything(root), there)
    assert wanted == findings(root, sorted(there), use_cache=True)


@given(commits=st.lists(changes(), min_size=1, max_size=5), is_known=st.booleans())
@settings(max_examples=60)
def test_any_commit_is_told_what_a_whole_run_says_of_its_files(
    tmp_path_factory: pytest.TempPathFactory, commits: list[list[Change]], *, is_known: bool
) -> None:
    root = tmp_path_factory.mktemp("service")
    write(root, (Change(*each) for each in FIRST.items()))
    if is_known:
        findings(root, FIRST, use_cache=True)
    for commit in commits:
        write(root, commit)
        assert_staged_right(root, {change.path for change in commit})
    shutil.rmtree(root)


@pytest.mark.parametrize("path", sorted(VARIANTS))
def test_each_variant_of_a_file_is_told_apart(service: Path, path: str) -> None:
    for text in (*VARIANTS[path], VARIANTS[path][0]):
        write(service, [Change(path, text)])
        assert_staged_right(service, {path, "app/all.py"})


def kept(root: Path) -> Path:
    return next((root / CACHE).glob("calls-*"))


@pytest.mark.parametrize(
    "damage",
    [
        lambda _: b"",
        lambda data: data[: len(data) // 2],
        lambda data: data[:-1] + bytes([data[-1] ^ 1]),
        lambda data: b"something else " + data,
    ],
    ids=["empty", "truncated", "changed", "foreign"],
)
def test_a_damaged_file_counts_as_missing(service: Path, damage: object) -> None:
    assert callable(damage)
    findings(service, FIRST, use_cache=True)
    file = kept(service)
    file.write_bytes(damage(file.read_bytes()))
    assert_staged_right(service, {"app/loading.py"})
    assert_staged_right(service, {"app/all.py"})


def test_numbers_that_stand_for_nothing_count_as_missing(service: Path) -> None:
    findings(service, FIRST, use_cache=True)
    file = kept(service)
    content = call_file.read(file)
    for less in (
        call_file.Content({}, content.sources, content.runs, content.steps, content.loops),
        call_file.Content(content.files, [], content.runs, content.steps, content.loops),
        call_file.Content(content.files, content.sources, [], content.steps, content.loops),
    ):
        file.write_bytes(b"".join(call_file.parts(less)))
        assert call_file.nothing() == call_file.read(file)


def test_a_file_outside_of_the_project_is_looked_at_and_not_kept(service: Path) -> None:
    outside = service.parent / "outside.py"
    outside.write_text("import time\n\n\nasync def wait():\n    time.sleep(1)\n", "utf-8")
    found = findings(service, ["../outside.py", "app/loading.py"], use_cache=True)
    assert {"../outside.py", "app/handlers.py", "app/tasks.py"} == {each.path for each in found}
    assert "../outside.py" not in call_file.read(kept(service)).files


def test_files_with_old_stamps_are_not_read_again(service: Path) -> None:
    time.sleep(0.15)  # until the clock can tell later changes apart
    findings(service, FIRST, use_cache=True)
    before = everything(service)
    assert_staged_right(service, {"app/loading.py"})
    write(service, [Change("app/loading.py", VARIANTS["app/loading.py"][1])])
    assert_staged_right(service, {"app/loading.py"})
    assert before != everything(service)


def test_stamps_that_could_not_be_trusted_are_taken_again(service: Path) -> None:
    findings(service, FIRST, use_cache=True)
    time.sleep(0.15)  # until the clock can tell later changes apart
    write(service, [Change("app/loading.py", VARIANTS["app/loading.py"][1])])
    findings(service, ["app/loading.py"], use_cache=True)
    assert call_file.read(kept(service)).files["app/base.py"].stamp


def test_of_a_file_that_is_as_it_was_each_coroutine_function_is_still_known(service: Path) -> None:
    waiting = "from aiohttp import web\n\nfrom app.loading import load\n\n\n"
    waiting += "async def wait():\n    load()\n"
    write(service, [Change("app/waiting.py", waiting), Change("app/__init__.py", "")])
    findings(service, [*FIRST, "app/waiting.py", "app/__init__.py"], use_cache=True)
    write(service, [Change("app/__init__.py", "def added(): ...\n")])
    old = OldCalls(Archive(service), call_file.read(kept(service)))
    assert "app/waiting.py" not in old.loops
    assert [(6, 1)] == list(old.left("app/waiting.py"))


def test_what_nothing_comes_from_any_more_is_forgotten(service: Path) -> None:
    for number in range(12):
        for path in ("app/loading.py", "app/steps.py", "app/making.py"):
            write(service, [Change(path, VARIANTS[path][number % 2])])
        assert_staged_right(service, {"app/loading.py", "app/steps.py", "app/making.py"})
    content = call_file.read(kept(service))
    starts = [start for loop in content.loops for start in loop.starts]
    used = {each.sources for each in starts}.union(
        {step.sources for step in content.steps}, {loop.sources for loop in content.loops}
    )
    assert len(content.sources) <= 2 * len(used - {call_file.NOTHING})


def test_nothing_is_kept_without_a_cache(service: Path) -> None:
    findings(service, FIRST, use_cache=False)
    assert not (service / CACHE).exists()


def test_a_file_that_is_gone_is_passed_over(service: Path) -> None:
    findings(service, FIRST, use_cache=True)
    (service / "app/tasks.py").unlink()
    (service / "app/tasks.py").symlink_to("nowhere.py")
    found = findings(service, ["app/loading.py"], use_cache=True)
    assert {"app/handlers.py"} == {finding.path for finding in found}


def test_only_the_last_settings_are_kept(service: Path) -> None:
    checker = checkers.load(CHECK)
    for number in range(6):
        options = Options(blocking=(f"app.never{number}",))
        report(Run((Task(checker, options, frozenset(FIRST)),), service, use_cache=True))
    assert 4 == len(list((service / CACHE).glob("calls-*")))


def test_two_changes_at_once_leave_one_whole_file(service: Path) -> None:
    findings(service, FIRST, use_cache=True)
    write(service, [Change("app/base.py", VARIANTS["app/base.py"][1])])
    findings(service, ["app/base.py"], use_cache=True)
    assert [kept(service)] == list((service / CACHE).glob("calls-*"))
    assert [] == list((service / CACHE).glob("*.tmp"))
