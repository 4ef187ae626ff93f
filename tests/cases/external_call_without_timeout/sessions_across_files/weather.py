import requests
from adapters import make_session

shared = make_session()


def forecast(city: str) -> dict:
    return shared.get(f"https://weather.example.com/{city}").json()  # ok: an adapter of the project sets a time


def alerts(city: str) -> dict:
    with requests.Session() as session:
        return session.get(f"https://alerts.example.com/{city}").json()  # error: external-call-without-timeout


def history(city: str) -> dict:
    return requests.get(f"https://history.example.com/{city}").json()  # error: external-call-without-timeout
