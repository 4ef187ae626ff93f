import smtplib
from email.message import EmailMessage
from functools import partial

HOST = "mail.internal"


def _message(to: str, subject: str, body: str) -> EmailMessage:
    message = EmailMessage()
    message["To"], message["Subject"] = to, subject
    message.set_content(body)
    return message


def send_mail(to: str, subject: str, body: str) -> None:
    with smtplib.SMTP(HOST) as server:
        server.send_message(_message(to, subject, body))


send_invoice_mail = partial(send_mail, subject="Your invoice")


class Mailer:
    """Connects when it is made."""

    def __init__(self, host: str = HOST) -> None:
        self._server = smtplib.SMTP(host)

    def send(self, to: str, subject: str, body: str) -> None:
        self._server.send_message(_message(to, subject, body))


class LazyMailer:
    """Connects for each mail."""

    def __init__(self, host: str = HOST) -> None:
        self.host = host
        self.drafts: list[EmailMessage] = []

    def draft(self, to: str, subject: str, body: str) -> None:
        self.drafts.append(_message(to, subject, body))

    def deliver(self) -> int:
        while self.drafts:
            self._deliver_one(self.drafts.pop())
        return 0

    def _deliver_one(self, draft: EmailMessage) -> None:
        with smtplib.SMTP(self.host) as server:
            server.send_message(draft)


class BulkMailer(Mailer):
    """Sends many mails over one connection."""

    def send_all(self, mails: list[tuple[str, str, str]]) -> None:
        for to, subject, body in mails:
            self.send(to, subject, body)


class ReplyMailer(Mailer):
    def __init__(self, reply_to: str) -> None:
        super().__init__("replies.internal")
        self.reply_to = reply_to
