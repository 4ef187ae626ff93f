"""ruff's output formats: keep some of the findings, and make one document of several.

Two things need it: files under different configurations take a run of ruff each, and stale
suppressions only show when more rules are looked at than are reported.
"""

import json
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

Keep = Callable[[str], bool]

_CODE = r"(?P<code>[A-Za-z][A-Za-z0-9-]*)"
_LINES = {
    "azure": re.compile(rf"##vso\[.*?;code={_CODE};\]"),
    "concise": re.compile(rf".*?:\d+:\d+: {_CODE}"),
    "github": re.compile(rf"::\w+ title=ruff \({_CODE}\)"),
    "grouped": re.compile(rf" +(?:cell \d+:)?\d+:\d+ +{_CODE}"),
    "json-lines": re.compile(rf'.*?"code": ?"{_CODE}"'),
    "pylint": re.compile(rf".*?:\d+: \[{_CODE}\]"),
    "statistics": re.compile(rf" *(?P<count>\d+)\t+{_CODE}"),
}
_FULL_START = re.compile(rf"^(?={_CODE}.*\n *--> )", re.MULTILINE)


class Document(NamedTuple):
    """Findings in one of ruff's formats, and how many there are."""

    text: str
    findings: int


def combined(texts: Sequence[str], output_format: str, keep: Keep) -> Document:
    """Return the findings of several runs that `keep` wants, as one document.

    `texts` are what `ruff --quiet` wrote in `output_format`. Raises ValueError when one of them
    can't be read, as another version of ruff may write.
    """
    try:
        return _combined(texts, output_format, keep)
    except (AttributeError, LookupError, SyntaxError, TypeError) as error:
        raise ValueError(error) from error


def _combined(texts: Sequence[str], output_format: str, keep: Keep) -> Document:
    if output_format in {"json", "gitlab"}:
        return _json_list(texts, keep)
    if output_format == "rdjson":
        return _rdjson(texts, keep)
    if output_format == "sarif":
        return _sarif(texts, keep)
    if output_format == "junit":
        return _junit(texts, keep)
    text = "".join(texts)
    blocks = _full(text, keep) if output_format == "full" else _lines(text, output_format, keep)
    return _joined(blocks)


def _joined(blocks: Iterable[tuple[str, int]]) -> Document:
    """Join the kept blocks, each of which comes with its count of findings."""
    kept = tuple(blocks)
    findings = sum(count for _, count in kept)
    text = "".join(block for block, _ in kept)
    return Document(text, findings)


def _full(text: str, keep: Keep) -> Iterator[tuple[str, int]]:
    starts = [*_FULL_START.finditer(text)]
    if text.strip() and not starts:
        raise ValueError(text)
    bounds = [*(each.start() for each in starts), len(text)]
    for start, end in zip(starts, bounds[1:], strict=True):
        if keep(start["code"]):
            yield text[start.start() : end], 1


def _lines(text: str, output_format: str, keep: Keep) -> Iterator[tuple[str, int]]:
    heading = ""
    for line in text.splitlines(keepends=True):
        finding = _LINES[output_format].match(line)
        if finding is None:
            heading = line
        elif keep(finding["code"]):
            prefix = heading if output_format == "grouped" else ""
            yield prefix + line, int(finding.groupdict().get("count") or 1)
            heading = ""


def _json_list(texts: Sequence[str], keep: Keep) -> Document:
    kept = [
        each
        for text in texts
        for each in json.loads(text)
        if keep(each.get("code") or each.get("check_name") or "")
    ]
    return Document(_dumped(kept), len(kept))


def _rdjson(texts: Sequence[str], keep: Keep) -> Document:
    documents = [json.loads(text) for text in texts]
    kept = [
        each
        for document in documents
        for each in document["diagnostics"]
        if keep(each["code"]["value"])
    ]
    return Document(_dumped({**documents[0], "diagnostics": kept}), len(kept))


def _sarif(texts: Sequence[str], keep: Keep) -> Document:
    """Keep one `run` for each run of ruff, as SARIF means it."""
    documents = [json.loads(text) for text in texts]
    runs = [_sarif_run(run, keep) for document in documents for run in document["runs"]]
    findings = sum(len(run["results"]) for run in runs)
    return Document(_dumped({**documents[0], "runs": runs}), findings)


def _sarif_run(run: dict[str, Any], keep: Keep) -> dict[str, Any]:
    kept = [each for each in run["results"] if keep(each["ruleId"])]
    driver = run["tool"]["driver"]
    named = {each["ruleId"] for each in kept}
    rules = [each for each in driver.get("rules", []) if each["id"] in named]
    return {**run, "results": kept, "tool": {"driver": {**driver, "rules": rules}}}


def _junit(texts: Sequence[str], keep: Keep) -> Document:
    from xml.etree import ElementTree as ET  # noqa: PLC0415  only JUnit pays for the import

    roots = [ET.fromstring(text) for text in texts]  # noqa: S314  ruff wrote it just now
    suites = [suite for root in roots for suite in root if _junit_kept(suite, keep)]
    whole = roots[0]
    whole[:] = suites
    findings = sum(len(suite) for suite in suites)
    whole.attrib.update(tests=str(findings), failures=str(findings))
    text = ET.tostring(whole, encoding="unicode")
    return Document(f'<?xml version="1.0" encoding="UTF-8"?>\n{text}\n', findings)


def _junit_kept(suite: "Element", keep: Keep) -> bool:
    """Drop the cases that aren't wanted; tell whether the suite still holds any."""
    prefix = "org.ruff."
    suite[:] = [
        case
        for case in suite
        if case.get("name", "").startswith(prefix) and keep(case.get("name", "")[len(prefix) :])
    ]
    suite.attrib.update(tests=str(len(suite)), failures=str(len(suite)))
    return len(suite) > 0


def _dumped(document: object) -> str:
    return json.dumps(document, indent=2, ensure_ascii=False) + "\n"
