"""Files that break programs, each beside an ordinary defect that has to be reported all the same.

Every case runs the real command line in a process of its own. The answer is right, or one clear
line and exit code 2; never a traceback, a signal or a run without an end.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import threading
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

FOREVER = 120  # seconds; only a run that hangs takes as long
FINDINGS, COULD_NOT_RUN = 1, 2
CHECKS = ["blocking-call-in-async", "business-logic-in-route-handler"]
ORDINARY = """\
import time

from fastapi import APIRouter, Depends

router = APIRouter()


@router.post("/orders/{number}")
async def confirm(number: int, session: Session = Depends(get_session)):
    time.sleep(1)
    order = session.get(Order, number)
    order.status = "confirmed"
    order.total = order.price * order.quantity * 1.19
    session.commit()
"""
PLACE = {
    "blocking-call-in-async": "service.py:10:",
    "business-logic-in-route-handler": "service.py:9:",
}

# A route handler around what stands for `$`, so that neither check passes the file over.
HANDLER = """\
import time
from fastapi import APIRouter
router = APIRouter()
@router.get("/odd")
async def odd(a, b, c):
"""


class Said(NamedTuple):
    code: int
    out: str
    err: str


def run(folder: Path, check: str, *names: str) -> Said:
    """The answer of the command line, which is never a traceback or a signal's."""
    command = [sys.executable, "-I", "-m", "backend_gates", check, "--output-format=concise"]
    done = subprocess.run(
        [*command, *names], cwd=folder, capture_output=True, check=False, timeout=FOREVER
    )
    said = Said(done.returncode, done.stdout.decode(), done.stderr.decode())
    assert "Traceback" not in said.out + said.err
    assert "internal error" not in said.out + said.err
    assert said.code in {0, FINDINGS, COULD_NOT_RUN}, said
    return said


def write(folder: Path, files: Mapping[str, str | bytes]) -> None:
    for name, content in {"service.py": ORDINARY, **files}.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content.encode() if isinstance(content, str) else content)


def body(statements: str) -> str:
    return HANDLER + "".join(f"    {line}\n" for line in statements.splitlines())


def nested(start: str, middle: str, end: str, times: int) -> str:
    return start * times + middle + end * times


def blocks(head: str, last: str, times: int) -> str:
    """Blocks in each other, indented by one space each."""
    heads = "".join(" " * (4 + level) + head.format(level) + "\n" for level in range(times))
    return HANDLER + heads + " " * (4 + times) + last + "\n"


REFUSED = {
    "brackets": body("return " + nested("(", "a", ")", 2000)),
    "square brackets": body("return " + nested("[", "a", "]", 2000)),
    "dictionaries": body("return " + nested("{a: ", "b", "}", 2000)),
    "open brackets": body("return " + "(" * 2000),
    "calls in calls": body("return " + nested("a(", "b", ")", 2000)),
    "subscripts": body("return " + nested("a[", "b", "]", 2000)),
    "minus signs": body("return " + "-" * 2000 + "a"),
    "nots": body("return " + "not " * 2000 + "a"),
    "awaits": body("return " + nested("(await ", "a", ")", 2000)),
    "lambdas": body("return " + "lambda: " * 2000 + "a"),
    "conditions": body("return " + "a if b else " * 2000 + "c"),
    "powers": body("return " + "a ** " * 2000 + "b"),
    "method calls": body("return a" + ".b()" * 1000),
    "operands": body("return a" + " + a" * 4999),
    "elifs": body("if a: b\n" + "elif a: b\n" * 3000),
    "ifs": blocks("if a:", "time.sleep(1)", 1000),
    "functions": blocks("def f{}():", "time.sleep(1)", 1000),
    "a pattern": body("match a:\n    case " + nested("[", "b", "]", 2000) + ": c"),
    "f-strings": body("return " + nested("f'{", "a", "}'", 2000)),
    "a nul byte": HANDLER + "    a = '\0'\n",
    "half a file": HANDLER + "    return (a,\n",
    "other encoding": (HANDLER + "    return 'é'\n").encode("latin-1"),
    "unknown encoding": "# coding: klingon\n" + HANDLER + "    return a\n",
    "no text": bytes(range(256)) * 400 + b"async def @router.get(",
    "a half character": HANDLER.encode() + b"    return '\xc3",
}


@pytest.mark.parametrize("check", CHECKS)
@pytest.mark.parametrize("content", REFUSED.values(), ids=REFUSED)
def test_what_cannot_be_read_is_named_in_one_line(
    tmp_path: Path, content: str | bytes, check: str
) -> None:
    write(tmp_path, {"odd.py": content})
    said = run(tmp_path, check, "odd.py", "service.py")
    assert COULD_NOT_RUN == said.code
    assert PLACE[check] in said.out
    (complaint,) = (line for line in (said.out + said.err).splitlines() if "odd.py" in line)
    assert "error: " in complaint


def generated_tables() -> str:
    rows = "".join(
        f"    ({n}, 'name {n}', {n}.5, [{n}, None], {{'key': {n}}}),\n" for n in range(20_000)
    )
    assert len(rows) > 1_000_000
    return f"TABLE = [\n{rows}]\n" + body("return time.sleep(TABLE[0][0])")


def generated_chain(length: int) -> str:
    steps = "".join(f"def step{n}(a):\n    return step{n + 1}(a)\n\n\n" for n in range(length))
    return f"{steps}def step{length}(a):\n    time.sleep(a)\n\n\n" + body("return step0(a)")


def generated_cycle() -> str:
    steps = "".join(f"def step{n}(a):\n    step{(n + 1) % 3000}(a)\n" for n in range(3000))
    return steps + body("return step0(a)")


ANSWERED = {
    "a t-string": body("return t'{a}' "),
    "t-strings in a row": body("return t'{a}' t'{b}'"),
    "handlers without parentheses": body("try:\n    a()\nexcept A, B:\n    pass"),
    "type parameters": "type A[T] = B\n" + body("def f[T: int, *Ts, **P](): ...\nreturn f()"),
    "patterns": body(
        "match a:\n"
        "    case {'k': [x, *_], **r} | A(b=x, c=r) if x: return r\n"
        "    case -1 | 1+2j | 'a' 'b' | None | c.D: return b\n"
        "    case _: time"
    ),
    "150 brackets": body("return " + nested("(", "a", ")", 150)),
    "a long string": body(f"return '{'(' * 100_000}'"),
    "a long line": body("return [" + "a, " * 33_000 + "]"),
    "a long comment": body("return a  # " + "x" * 100_000),
    "a long name": body("return " + "a" * 100_000),
    "a long number": body("return 0x" + "f" * 100_000),
    "generated tables": generated_tables(),
    "generated chain": generated_chain(10_000),
    "generated cycle": generated_cycle(),
    "10 000 statements": body("a = b.c(a)\n" * 10_000),
    "10 000 assignments": body("a = a or b\n" * 5_000 + "return a.get(b)"),
    "no end of line": body("return a").rstrip(),
    "form feeds": body("\f\nreturn a"),
    "a byte order mark": "\ufeff" + body("return a"),
    "empty": "",
    "UTF-16": body("return a").encode("utf-16"),
}  # fmt: skip


@pytest.mark.parametrize("check", CHECKS)
@pytest.mark.parametrize("content", ANSWERED.values(), ids=ANSWERED)
def test_what_is_only_unusual_costs_nothing_else_its_finding(
    tmp_path: Path, content: str | bytes, check: str
) -> None:
    write(tmp_path, {"odd.py": content})
    said = run(tmp_path, check, "odd.py", "service.py")
    assert PLACE[check] in said.out
    refusal = [line for line in said.out.splitlines() if re.match(r"odd\.py.*: error: ", line)]
    assert (COULD_NOT_RUN if refusal else FINDINGS) == said.code
    assert len(refusal) <= 1


TANGLED: dict[str, dict[str, str]] = {
    "a module that imports itself": {
        "odd/__init__.py": "import odd\nfrom odd import odd, work\nfrom . import *\n",
        "user.py": body("import odd\nodd.odd.odd.work()\nfrom odd import work\nwork()"),
    },
    "imports in a circle": {
        "one.py": "from two import work\n",
        "two.py": "from three import work\n",
        "three.py": "from one import work\n",
        "user.py": body("from one import work\nwork().b()"),
    },
    "stars in a circle": {
        "odd/__init__.py": "from .one import *\nfrom . import *\n",
        "odd/one.py": "from .two import *\nfrom . import *\n",
        "odd/two.py": "from . import *\nfrom .one import *\n",
        "user.py": body("import odd\nfrom odd import *\nwork()\nodd.one.two.one.work()"),
    },
    "classes that inherit from each other": {
        "odd.py": "class A(B): ...\nclass B(C): ...\nclass C(A): ...\nclass D(D): ...\n",
        "user.py": body("from odd import A, D\nA().work()\nD(a).work().b()\nwith A() as x: x.y()"),
    },
    "classes that inherit across files": {
        "one.py": "from two import B\nclass A(B): ...\n",
        "two.py": "from one import A\nclass B(A): ...\n",
        "user.py": body("from one import A\nA().work()"),
    },
    "variables assigned from themselves": {
        "odd.py": "a = a\nb = c\nc = b\nd = d.e.f(d)\n"
        "class K:\n    def __init__(self): self.x = self.x\n    y = y\n",
        "user.py": body("from odd import *\na()\nb()\nd().x()\nK().x()\nK().y()\nx = x()\nx.y()"),
    },
    "decorators of each other": {
        "odd.py": "@two\ndef one(f): return f\n@one\ndef two(f): return f\n"
        "@three\ndef three(f): return three(f)\n",
        "user.py": body("from odd import one, two, three\none(two)()\nthree(one)()\n")
        + "@three\n@two\nasync def more(): one(a)\n",
    },
    "annotations of themselves": {
        "odd.py": "from typing import Annotated\nA = Annotated[A, B]\nB = A | B\ntype C = C\n"
        "def f() -> f: return f()\ndef g(): return g()\ndef h(): return k()\ndef k(): return h()\n",
        "user.py": "from odd import *\n"
        + body("x: A = f()\nx.y()\ny: B = g()\ny.z()\nh().x()\nwith f() as z: z.x()"),
    },
    "attributes made of each other, over and over": {
        "odd.py": "class A:\n    def __init__(self, a):\n        self.x, self.y = 1, a\n"
        "        self.z = [a]\n"
        + "".join(
            f"    def f{number}(self):\n        self.x = self.x.f(self.y).g(self.z)\n"
            "        self.y = self.y.f(self.z).g(self.x)\n"
            "        self.z = self.z + self.x.f(self.y)\n"
            for number in range(40)
        ),
        "user.py": body("from odd import A\nA(a).x.y()\nA(a).f1()\nfor b in A(a).z: b.y()"),
    },
    "properties of each other": {
        "odd.py": "class A:\n    @property\n    def x(self): return self.y\n"
        "    @property\n    def y(self): return self.x\n",
        "user.py": body("from odd import A\nA().x.y.x()\nfor b in A().x: b.y()"),
    },
}  # fmt: skip


@pytest.mark.parametrize("check", CHECKS)
@pytest.mark.parametrize("files", TANGLED.values(), ids=TANGLED)
def test_circles_come_to_an_end(tmp_path: Path, files: Mapping[str, str], check: str) -> None:
    write(tmp_path, files)
    said = run(tmp_path, check)
    assert FINDINGS == said.code
    assert PLACE[check] in said.out


def dangling(file: Path) -> None:
    file.symlink_to("nowhere.py")


def to_itself(file: Path) -> None:
    file.symlink_to(file.name)


def pipe(file: Path) -> None:
    os.mkfifo(file)


def folder_of_its_own(file: Path) -> None:
    file.mkdir()
    (file / "inner.py").write_text("LIMIT = 1\n", "utf-8")


def unreadable(file: Path) -> None:
    file.write_text(HANDLER + "    return a\n", "utf-8")
    file.chmod(0)


STRANGE: list[Any] = [
    dangling,
    to_itself,
    folder_of_its_own,
    pipe,
]
if os.geteuid():  # the superuser reads everything
    STRANGE.append(unreadable)


@pytest.mark.parametrize("has_git", [True, False], ids=["git", "no git"])
@pytest.mark.parametrize("make", STRANGE)
def test_the_search_for_files_survives_what_is_none(
    tmp_path: Path, make: Callable[[Path], None], *, has_git: bool
) -> None:
    write(tmp_path, {})
    make(tmp_path / "odd.py")
    if has_git:
        subprocess.run(["git", "init", "--quiet"], cwd=tmp_path, check=True)
    said = run(tmp_path, CHECKS[0])
    assert PLACE[CHECKS[0]] in said.out
    assert (COULD_NOT_RUN if "odd.py" in said.out + said.err else FINDINGS) == said.code


@pytest.mark.parametrize("make", STRANGE)
def test_a_name_that_is_no_file_is_refused(tmp_path: Path, make: Callable[[Path], None]) -> None:
    write(tmp_path, {})
    make(tmp_path / "odd.py")
    said = run(tmp_path, CHECKS[0], "odd.py", "service.py")
    assert PLACE[CHECKS[0]] in said.out
    is_folder = make is folder_of_its_own
    assert (FINDINGS if is_folder else COULD_NOT_RUN) == said.code
    assert is_folder == ("odd.py" not in said.out + said.err)


@pytest.mark.parametrize("make", STRANGE)
def test_an_import_of_what_is_no_file_is_passed_over(
    tmp_path: Path, make: Callable[[Path], None]
) -> None:
    write(tmp_path, {"user.py": body("from odd import work\nwork(a)")})
    make(tmp_path / "odd.py")
    said = run(tmp_path, CHECKS[0], "user.py", "service.py")
    assert PLACE[CHECKS[0]] in said.out
    assert FINDINGS == said.code


def test_files_that_come_and_go_meanwhile_cost_nothing_else_its_finding(tmp_path: Path) -> None:
    write(tmp_path, {f"odd{n}.py": body("time.sleep(a)\n" * 50) for n in range(40)})
    over = threading.Event()

    def interfere() -> None:
        while not over.is_set():
            for file in sorted(tmp_path.glob("odd*.py"), reverse=True):
                text = file.read_text("utf-8")
                file.unlink()
                over.wait(0.001)
                file.write_text(text, "utf-8")

    interference = threading.Thread(target=interfere)
    interference.start()
    try:
        answers = [run(tmp_path, CHECKS[0]) for _ in range(3)]
    finally:
        over.set()
        interference.join()
    for said in answers:
        assert PLACE[CHECKS[0]] in said.out
        assert (COULD_NOT_RUN if ".py: error" in said.out else FINDINGS) == said.code
