import httpx
import requests


def call(method: str, url: str, **kwargs) -> dict:
    return requests.request(method, url, **kwargs).json()  # error: external-call-without-timeout since no caller gives a timeout


def call_limited(method: str, url: str, **kwargs) -> dict:
    kwargs.setdefault("timeout", 10)
    return requests.request(method, url, **kwargs).json()  # ok: the helper sets a time


def fetch(url: str, timeout: float | None = None) -> bytes:
    return requests.get(url, timeout=timeout).content  # ok: one caller gives a time


def fetch_slowly(url: str, timeout: float | None = None) -> bytes:
    return requests.get(url, timeout=timeout).content  # error: external-call-without-timeout since no caller gives a timeout


def fetch_soon(url: str, timeout: float = 10) -> bytes:
    return requests.get(url, timeout=timeout).content  # ok: ten seconds, unless a caller says otherwise


def fetch_with(url: str, timeout: float | None = None) -> bytes:
    timeout = timeout or 10
    return requests.get(url, timeout=timeout).content  # ok: None becomes ten seconds


def stream(url: str, **kwargs) -> bytes:
    return httpx.get(url, **kwargs).content  # ok: httpx gives up after five seconds


def unused(url: str, **kwargs) -> bytes:
    return requests.get(url, **kwargs).content  # ok: nobody knows what callers give


def fetch_starred(url: str, timeout: float | None = None) -> bytes:
    return requests.get(url, timeout=timeout).content  # ok: nobody knows what the caller's list holds


def fetch_with_options(url: str, timeout: float | None = None) -> bytes:
    return requests.get(url, timeout=timeout).content  # ok: nor what its options hold


def fetch_by_name(url: str, timeout: float | None = None) -> bytes:
    return requests.get(url, timeout=timeout).content  # ok: it is handed on, to whomever
