"""Measures a check against labelled handlers: precision and recall, `unsure` aside.

    python tools/measure_labels.py LABELS CHECKOUTS [--misjudged]

LABELS is a JSON list with, for each handler, `repository`, `path`, `def_line`, `handler` and the
label under the name of the question, `business_logic` unless `--question` says otherwise. CHECKOUTS
is a folder with one checkout for each repository, named as the repository is without its owner, or
as `--folder REPOSITORY=FOLDER` says.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from backend_gates.project.project import Project

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

CHECKS = {
    "business_logic": "business_logic_in_route_handler",
    "data_access": "data_access_in_route_handler",
}


class Judged(NamedTuple):
    """A labelled handler and what the check says of it; None where nothing is said."""

    label: dict[str, Any]
    message: str | None


def main(argv: Sequence[str] | None = None) -> int:
    """Print the figures."""
    arguments = _arguments(argv)
    labels = json.loads(arguments.labels.read_text(encoding="utf-8"))
    folders = dict(pair.split("=", 1) for pair in arguments.folder)
    judged: list[Judged] = []
    for repository in sorted({label["repository"] for label in labels}):
        root = arguments.checkouts / folders.get(repository, repository.rpartition("/")[2])
        own = [label for label in labels if label["repository"] == repository]
        judged += _judged(root, own, arguments.question)
    _print_figures(judged, arguments.question)
    if arguments.misjudged:
        _print_misjudged(judged, arguments.question)
    return 0


def _arguments(argv: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("labels", type=Path)
    parser.add_argument("checkouts", type=Path)
    parser.add_argument("--question", default="business_logic", choices=sorted(CHECKS))
    parser.add_argument(
        "--folder", action="append", default=[], metavar="REPOSITORY=FOLDER",
        help="where a repository's checkout has another name",
    )  # fmt: skip
    parser.add_argument("--misjudged", action="store_true", help="print what is judged otherwise")
    return parser.parse_args(argv)


def _judged(root: Path, labels: list[dict[str, Any]], question: str) -> Iterator[Judged]:
    check = import_module(f"backend_gates.checkers.{CHECKS[question]}")
    project = Project(root)
    for path in sorted({label["path"] for label in labels}):
        module = project.modules.at(path)
        if module is None:
            print(f"{root.name}/{path}: can't be read, its handlers count as not reported")
        findings = () if module is None else check.check(project, module, check.Options())
        messages = {finding.span.line: finding.message for finding in findings}
        for label in (each for each in labels if each["path"] == path):
            yield Judged(label, messages.get(label["def_line"]))


def _print_figures(judged: Iterable[Judged], question: str) -> None:
    counts = Counter((each.label[question], each.message is not None) for each in judged)
    right, wrong, missed = counts["yes", True], counts["no", True], counts["yes", False]
    silent, unsure = counts["no", False], counts["unsure", True]
    print(f"reported and right {right}, wrongly {wrong}; missed {missed}, rightly silent {silent}")
    print(f"of the unsure, reported {unsure}, silent {counts['unsure', False]}")
    precision, recall = right / max(1, right + wrong), right / max(1, right + missed)
    print(f"precision {precision:.3f}, recall {recall:.3f}")


def _print_misjudged(judged: Iterable[Judged], question: str) -> None:
    for each in judged:
        label = each.label
        if label[question] == "yes" and each.message is None:
            print(f"missed: {label['id']} {label['path']}:{label['def_line']} {label['handler']}")
        elif each.message is not None and label[question] != "yes":
            place = f"{label['path']}:{label['def_line']}"
            print(f"reported, labelled {label[question]}: {label['id']} {place} {each.message}")


if __name__ == "__main__":
    raise SystemExit(main())
