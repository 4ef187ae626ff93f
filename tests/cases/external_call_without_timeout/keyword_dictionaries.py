import requests
from openai import OpenAI


def plain(url: str, token: str) -> bytes:
    options = {"headers": {"Authorization": token}}
    options["verify"] = True
    return requests.get(url, **options).content  # error: external-call-without-timeout


def limited(url: str) -> bytes:
    options = {"verify": True}
    options["timeout"] = 10
    return requests.get(url, **options).content  # ok: one of the options


def in_the_display(url: str) -> bytes:
    return requests.get(url, **{"timeout": 10}).content  # ok: likewise


def by_name(url: str) -> bytes:
    options = dict(verify=True, timeout=10)
    return requests.get(url, **options).content  # ok: likewise


def updated(url: str, extra: dict) -> bytes:
    options = {"verify": True}
    options.update(extra)
    return requests.get(url, **options).content  # ok: nobody knows what is in the rest


def computed(url: str, settings) -> bytes:
    return requests.get(url, **settings.http_options()).content  # ok: nobody knows


def ask(question: str) -> str:
    client = OpenAI()  # error: external-call-without-timeout
    parameters = {"model": "gpt", "temperature": 0}
    if question:
        parameters["input"] = question
    return client.responses.create(**parameters).output_text


def ask_soon(question: str, **parameters) -> str:
    client = OpenAI()  # ok: callers may give the time
    return client.responses.create(input=question, **parameters).output_text


def merged(url: str) -> bytes:
    base = {"verify": True}
    return requests.get(url, **{**base, "stream": True}).content  # error: external-call-without-timeout


def handed_round(url: str, fill) -> bytes:
    options = {"verify": True}
    fill(options)
    return requests.get(url, **options).content  # ok: nobody knows what that adds


def defaulted(url: str) -> bytes:
    options = {"verify": True}
    options.setdefault("timeout", 10)
    return requests.get(url, **options).content  # ok: one of the options


class Settings:
    options = {"verify": True}
    page = requests.get("https://example.com", **options)  # ok: a class may be changed by others
