"""Sends mail to customers."""

import smtplib
from email.message import EmailMessage


class Mailer:
    """Sends plain mail through one relay; meant for background tasks."""

    def __init__(self, host: str, port: int, sender: str) -> None:
        self._host = host
        self._port = port
        self._sender = sender

    def send(self, recipient: str, subject: str, body: str) -> None:
        """Hand one message to the relay."""
        message = EmailMessage()
        message["From"] = self._sender
        message["To"] = recipient
        message["Subject"] = subject
        message.set_content(body)
        with smtplib.SMTP(self._host, self._port) as relay:
            relay.send_message(message)
