import functools

import requests
from requests.adapters import HTTPAdapter
from urllib3.util.retry import Retry


class GithubClient:
    def __init__(self, token: str) -> None:
        self.session = requests.Session()
        self.session.headers["Authorization"] = f"Bearer {token}"

    def issues(self, repository: str) -> list[dict]:
        answer = self.session.get(f"https://api.github.com/repos/{repository}/issues")  # error: external-call-without-timeout `self.session.get()` waits for ever
        return answer.json()

    def labels(self, repository: str) -> list[dict]:
        url = f"https://api.github.com/repos/{repository}/labels"
        return self.session.get(url, timeout=20).json()  # ok: limited


def retrying() -> bytes:
    session = requests.Session()
    session.mount("https://", HTTPAdapter(max_retries=Retry(total=3)))
    return session.get("https://archive.example.com").content  # error: external-call-without-timeout


class LimitedAdapter(HTTPAdapter):
    def send(self, request, **kwargs):
        kwargs["timeout"] = kwargs.get("timeout") or 10
        return super().send(request, **kwargs)  # ok: the time is in what is handed on


def limited() -> bytes:
    session = requests.Session()
    session.mount("https://", LimitedAdapter())
    return session.get("https://archive.example.com").content  # ok: the adapter sets a time


class ApiSession(requests.Session):
    def request(self, method, url, **kwargs):
        kwargs.setdefault("timeout", 10)
        return super().request(method, "https://api.example.com" + url, **kwargs)  # ok: as above


def profile(session: ApiSession) -> dict:
    return session.get("/me").json()  # ok: its class sets a time


class PlainSession(requests.Session):
    def request(self, method, url):
        return super().request(method, "https://api.example.com" + url)  # error: external-call-without-timeout


def patched() -> bytes:
    session = requests.Session()
    session.request = functools.partial(session.request, timeout=10)
    return session.get("https://archive.example.com").content  # ok: every request has a time
