import json
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlencode
from urllib.request import Request, urlopen

CARRIER = "https://carrier.example"


def _ask(path: str, **query: str) -> dict:
    with urlopen(f"{CARRIER}{path}?{urlencode(query)}", timeout=10) as answer:
        return json.load(answer)


def _login() -> str:
    return _ask("/login")["token"]


def label_of(number: int, token: str) -> bytes:
    return bytes.fromhex(_ask(f"/labels/{number}", token=token)["label"])


def label_request(number: int) -> Request:
    return Request(f"{CARRIER}/labels/{number}", headers={"Accept": "application/pdf"})


@contextmanager
def carrier_session() -> Iterator[str]:
    token = _login()
    try:
        yield token
    finally:
        _ask("/logout", token=token)


def tracking_events(number: int) -> Iterator[dict]:
    page: str | None = ""
    while page is not None:
        answer = _ask(f"/events/{number}", page=page)
        yield from answer["events"]
        page = answer.get("next")


def delivered(events: Iterator[dict]) -> Iterator[dict]:
    for event in events:
        if event["kind"] == "delivered":
            yield event


def known_kinds() -> Iterator[str]:
    yield "announced"
    yield "delivered"
