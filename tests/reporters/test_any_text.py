"""No text of a user's files, however odd, may break a format."""

import json
from typing import Any
from urllib.parse import unquote
from xml.etree import ElementTree as ET

from hypothesis import given
from hypothesis import strategies as st
from jsonschema_rs import Draft4Validator

from backend_gates.model import Failure, Finding, Related, Report, Span
from backend_gates.reporters import FORMATS, render

ANY_TEXT = st.text(st.characters(exclude_categories=())) | st.sampled_from(
    ["::error::x", "a%0Ab", "]]>", "{0} [link](1)", "\udcff", "\ud800", "\x00", "\u2028", "\r\n"]
)
TEXT = st.text()
XML_TEXT = st.text(
    st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\ufffe\uffff")
    | st.sampled_from("\t\n\r")
)


def _report(path: str, message: str) -> Report:
    span = Span(1, 2, 1, 4)
    finding = Finding(path, span, "x", message, message, (Related(path, span, message),))
    return Report((finding,), (Failure(path, None, message),))


def _render(name: str, path: str, message: str) -> str:
    return render(name, _report(path, message), lambda _: [message])


def _json(name: str, path: str, message: str) -> Any:  # noqa: ANN401  parsed JSON
    return json.loads(_render(name, path, message))


def _xml(path: str, message: str) -> ET.Element:
    return ET.fromstring(_render("junit", path, message).encode())  # noqa: S314  our own output


@given(path=ANY_TEXT, message=ANY_TEXT)
def test_every_format_is_whole(sarif_schema: Draft4Validator, path: str, message: str) -> None:
    for name in FORMATS:
        _render(name, path, message).encode()
    assert len(_render("concise", path, message).splitlines()) == 2
    assert len(_json("json", path, message)) == len(_json("gitlab", path, message)) == 2
    sarif_schema.validate(_json("sarif", path, message))
    assert len(list(_xml(path, message).iter("testcase"))) == 2


@given(path=ANY_TEXT, message=ANY_TEXT)
def test_github_sees_one_command_a_line(path: str, message: str) -> None:
    text = _render("github", path, message)
    rows = text.replace("\r", "\n").removesuffix("\n").split("\n")
    assert [row[:14] for row in rows] == ["::error title=", "::error title="]


@given(path=TEXT, message=TEXT)
def test_messages_and_paths_come_back_from_json(path: str, message: str) -> None:
    finding, failure = _json("json", path, message)
    assert finding["message"] == failure["message"] == message
    assert finding["related"][0]["message"] == message
    result = _json("sarif", path, message)["runs"][0]["results"][0]
    assert result["message"]["text"] == message
    physical = result["locations"][0]["physicalLocation"]
    assert unquote(physical["artifactLocation"]["uri"]).removeprefix("file://") == path
    issue = _json("gitlab", path, message)[0]
    assert message in issue["description"]
    assert issue["location"]["path"] == path


@given(message=XML_TEXT)
def test_messages_come_back_from_xml(message: str) -> None:
    root = _xml("a.py", message)
    assert [each.get("message") for each in root.iter("failure")] == [message]
    assert [each.get("message") for each in root.iter("error")] == [message]


@given(message=TEXT)
def test_messages_come_back_from_a_workflow_command(message: str) -> None:
    command = _render("github", "a.py", message).split("\n")[0]
    data = command.split("::", 2)[2]
    text = data.replace("%0A", "\n").replace("%0D", "\r").replace("%25", "%")
    assert text.startswith(f"a.py:1:2: x {message}\n")


@given(findings=st.lists(st.builds(Finding, TEXT, st.just(Span(1, 1, 1, 2)), TEXT, TEXT, TEXT)))
def test_fingerprints_never_collide(findings: list[Finding]) -> None:
    issues = json.loads(render("gitlab", Report(tuple(findings)), lambda _: ()))
    assert len({issue["fingerprint"] for issue in issues}) == len(findings)
