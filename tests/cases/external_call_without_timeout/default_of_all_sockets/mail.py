import smtplib
from urllib.request import urlopen

import requests


def server() -> smtplib.SMTP:
    return smtplib.SMTP("mail.example.com")  # ok: every socket has a time


def page(url: str) -> bytes:
    return urlopen(url).read()  # ok: likewise


def feed(url: str) -> bytes:
    return requests.get(url).content  # error: external-call-without-timeout waits for ever
