"""What holds for any code: all that a baseline took in is hidden, and nothing else."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from hypothesis import given, settings
from hypothesis import strategies as st

from backend_gates.baseline.gate import settle
from backend_gates.baseline.wishes import Wish
from backend_gates.model import Finding, Report, Span

RULE = "blocking-call-in-async"
NUMBERS = st.lists(st.integers(0, 2), max_size=4)
MODULE = st.dictionaries(st.sampled_from("abcd"), NUMBERS, max_size=4)
PROJECT = st.dictionaries(st.sampled_from(["x.py", "y.py", "lib/z.py"]), MODULE, max_size=3)

Project = dict[str, dict[str, list[int]]]


class Place(NamedTuple):
    """A folder with code and a baseline."""

    wish: Wish

    def settled(
        self, code: Project, *, update: bool = False, grow: bool = False, strict: bool = False
    ) -> list[str]:
        """The lines of the findings that are left, once the code is written down."""
        findings = [finding for path, module in code.items() for finding in _write(path, module)]
        names = [*code, *(path for path in ("x.py", "y.py", "lib/z.py") if path not in code)]
        wish = self.wish._replace(update=update, grow=grow, strict=strict)
        left = settle(wish, RULE, Report(tuple(sorted(findings))), names).report.findings
        return [Path(each.path).read_text().splitlines()[each.span.line - 1] for each in left]

    def text(self) -> str:
        return self.wish.file.read_text("utf-8")


def _write(path: str, module: dict[str, list[int]]) -> Iterator[Finding]:
    lines = ["import time"]
    for name, numbers in module.items():
        lines += ["", f"def {name}():", "    pass"]
        for number in numbers:
            lines.append(f"    sleep({name}, {number})")
            span = Span(len(lines), 5, len(lines), 9)
            yield Finding(path, span, RULE, "a message")
    Path(path).write_text("\n".join(lines))


@contextmanager
def place() -> Iterator[Place]:
    before = Path.cwd()
    with TemporaryDirectory() as folder:
        os.chdir(folder)
        Path("lib").mkdir()
        try:
            made = Place(Wish(Path(folder, "known.txt")))
            made.settled({}, grow=True)
            yield made
        finally:
            os.chdir(before)


@given(PROJECT)
def test_what_was_taken_in_is_hidden_and_a_second_look_changes_nothing(code: Project) -> None:
    with place() as here:
        here.settled(code, grow=True)
        assert [] == here.settled(code, strict=True)
        before = here.text()
        here.settled(code, update=True)
        here.settled(code, grow=True)
        assert before == here.text()


@given(PROJECT, st.data())
def test_code_may_move_within_its_file(code: Project, data: st.DataObject) -> None:
    with place() as here:
        here.settled(code, grow=True)
        moved = {
            path: {name: module[name] for name in data.draw(st.permutations(sorted(module)))}
            for path, module in code.items()
        }
        assert [] == here.settled(moved)


@given(PROJECT, st.data())
def test_one_more_is_reported_and_it_alone(code: Project, data: st.DataObject) -> None:
    with place() as here:
        here.settled(code, grow=True)
        path = data.draw(st.sampled_from(["x.py", "lib/z.py"]))
        name, number = data.draw(st.sampled_from("abcd")), data.draw(st.integers(0, 2))
        module = code.get(path, {})
        more = {**code, path: {**module, name: [*module.get(name, []), number]}}
        assert [f"    sleep({name}, {number})"] == here.settled(more)


@settings(max_examples=200)
@given(PROJECT, PROJECT)
def test_an_update_only_shrinks_and_says_the_same_again(old: Project, new: Project) -> None:
    with place() as here:
        here.settled(old, grow=True)
        before = here.text()
        reported = here.settled(new)
        assert reported == here.settled(new, update=True)
        once = here.text()
        assert set(once.splitlines()) <= set(before.splitlines())
        assert reported == here.settled(new, update=True)
        assert once == here.text()
        here.settled(new, grow=True)
        assert [] == here.settled(new, strict=True)
