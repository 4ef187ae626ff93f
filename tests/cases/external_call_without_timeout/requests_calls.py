import requests
import requests as http
from requests import post as send_form
from requests.auth import HTTPBasicAuth

TIMEOUT = 15
NO_TIMEOUT = None
PATIENT = (3.05, None)
NEVER = (None, None)


def report_crash(trace: str) -> None:
    send_form("https://crashes.example.com", data={"trace": trace})  # error: external-call-without-timeout `send_form()` waits for ever
    http.put("https://crashes.example.com/last", data=trace)  # error: external-call-without-timeout give it `timeout=`


def create_ticket(title: str, token: str) -> str:
    answer = requests.request(  # error: external-call-without-timeout
        "POST",
        "https://tickets.example.com/api",
        json={"title": title},
        auth=HTTPBasicAuth("bot", token),
        timeout=NO_TIMEOUT,
    )
    return answer.json()["id"]


def download(url: str) -> bytes:
    with requests.get(url, stream=True, timeout=PATIENT) as answer:  # ok: connecting is limited
        return answer.content


def download_blindly(url: str) -> bytes:
    with requests.get(url, stream=True, timeout=NEVER) as answer:  # error: external-call-without-timeout since its timeout is None
        return answer.content


def ping(url: str) -> bool:
    return requests.head(url, timeout=TIMEOUT).ok  # ok: a constant of the module


class Mirror:
    timeout = 5

    def status(self, url: str) -> int:
        return requests.get(url, timeout=self.timeout).status_code  # ok: the class says how long

    def get(self, key: str) -> str:
        return key

    def first(self) -> str:
        return self.get("first")  # ok: this get is the class's own


def lookup(requests: dict[str, str]) -> str | None:
    return requests.get("name")  # ok: a dictionary by that name


def fetch_feed(session: requests.Session, url: str) -> str:
    return session.get(url).text  # error: external-call-without-timeout `session.get()` waits for ever
