import select
import smtplib
import socket
import ssl
from email.message import EmailMessage
from ftplib import FTP
from imaplib import IMAP4_SSL

import dns.resolver
import ldap3
import paramiko
import psutil


async def send(message: EmailMessage) -> None:
    with smtplib.SMTP("mail.example", 587) as server:  # error: blocking-call-in-async smtplib.SMTP
        server.starttls()  # error: blocking-call-in-async smtplib.SMTP.starttls
        server.login("shop", "secret")  # error: blocking-call-in-async smtplib.SMTP.login
        server.send_message(message)  # error: blocking-call-in-async use aiosmtplib


async def send_later(message: EmailMessage) -> None:
    server = smtplib.SMTP()  # ok: without a host it doesn't connect
    server.connect("mail.example")  # error: blocking-call-in-async smtplib.SMTP.connect
    server.quit()  # error: blocking-call-in-async smtplib.SMTP.quit


async def inbox() -> object:
    mailbox = IMAP4_SSL("mail.example")  # error: blocking-call-in-async imaplib.IMAP4_SSL
    return mailbox.search(None, "UNSEEN")  # error: blocking-call-in-async imaplib.IMAP4_SSL.search


async def fetch() -> None:
    server = FTP("ftp.example")  # error: blocking-call-in-async use aioftp
    server.login()  # error: blocking-call-in-async ftplib.FTP.login


async def by_socket(host: str) -> bytes:
    address = socket.gethostbyname(host)  # error: blocking-call-in-async loop.getaddrinfo
    peer = socket.socket()  # ok: not connected yet
    peer.connect((address, 80))  # error: blocking-call-in-async socket.socket.connect
    peer.sendall(b"HEAD / HTTP/1.0\r\n\r\n")  # error: blocking-call-in-async socket.socket.sendall
    select.select([peer], [], [])  # error: blocking-call-in-async select.select
    select.select([peer], [], [], 0)  # ok: asks
    return peer.recv(1024)  # error: blocking-call-in-async socket.socket.recv


async def secured(host: str) -> object:
    context = ssl.create_default_context()  # error: blocking-call-in-async ssl.create_default_context
    raw = socket.create_connection((host, 443))  # error: blocking-call-in-async socket.create_connection
    return context.wrap_socket(raw, server_hostname=host)  # error: blocking-call-in-async ssl.SSLContext.wrap_socket


async def elsewhere(host: str) -> None:
    shell = paramiko.SSHClient()
    shell.connect(host)  # error: blocking-call-in-async paramiko.SSHClient.connect
    shell.exec_command("uptime")  # error: blocking-call-in-async paramiko.SSHClient.exec_command
    dns.resolver.resolve(host, "MX")  # error: blocking-call-in-async dns.resolver.resolve
    ldap3.Connection(host).bind()  # error: blocking-call-in-async ldap3.Connection.bind


async def load() -> float:
    psutil.cpu_percent(interval=1)  # error: blocking-call-in-async sleeps for the interval
    psutil.cpu_percent(interval=None)  # ok: since the last call
    return psutil.cpu_percent()  # ok: likewise
