import ftplib
import http.client
import imaplib
import smtplib
import socket
import urllib.request
from email.message import EmailMessage
from urllib.request import Request, urlopen


def send(message: EmailMessage) -> None:
    with smtplib.SMTP("mail.example.com", 587) as server:  # error: external-call-without-timeout `smtplib.SMTP()` waits for ever
        server.starttls()
        server.send_message(message)


def send_soon(message: EmailMessage) -> None:
    with smtplib.SMTP_SSL("mail.example.com", 465, timeout=15) as server:  # ok: fifteen seconds
        server.send_message(message)


def send_by_place(message: EmailMessage) -> None:
    with smtplib.SMTP("mail.example.com", 587, "here.example.com", 15) as server:  # ok: the fourth is the time
        server.send_message(message)


def unread(host: str) -> imaplib.IMAP4_SSL:
    return imaplib.IMAP4_SSL(host)  # error: external-call-without-timeout


def robots(site: str) -> str:
    with urlopen(f"https://{site}/robots.txt") as answer:  # error: external-call-without-timeout `urlopen()`
        return answer.read().decode()


def submit(form: bytes) -> int:
    request = Request("https://forms.example.com", form)
    with urllib.request.urlopen(request, None, 10) as answer:  # ok: the third is the time
        return answer.status


def fonts(path: str) -> None:
    urllib.request.urlretrieve("https://fonts.example.com/all.zip", path)  # error: external-call-without-timeout use `urlopen(…, timeout=…)`


def search(query: str) -> bytes:
    connection = http.client.HTTPSConnection("search.example.com")  # error: external-call-without-timeout
    connection.request("GET", f"/?q={query}")
    return connection.getresponse().read()


def upload(path: str) -> None:
    with ftplib.FTP(timeout=30) as server, open(path, "rb") as file:  # ok: thirty seconds
        server.connect("files.example.com")
        server.storbinary("STOR orders.csv", file)


def is_up(host: str, port: int) -> bool:
    try:
        socket.create_connection((host, port)).close()  # error: external-call-without-timeout
    except OSError:
        return False
    return True


def is_up_soon(host: str, port: int) -> bool:
    try:
        socket.create_connection((host, port), 2).close()  # ok: two seconds
    except OSError:
        return False
    return True


class UnixConnection(http.client.HTTPConnection):
    def __init__(self, path: str) -> None:
        super().__init__("localhost")  # ok: a transport of its own, which is told the time later
        self.path = path
