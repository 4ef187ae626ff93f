import gitlab
import httpx
import paramiko
import redis
import requests_cache
import urllib3
from docker import DockerClient
from jira import JIRA
from kubernetes import client
from ldap3 import Connection, Server
from minio import Minio
from slack_sdk import WebClient
from twilio.http.http_client import TwilioHttpClient
from twilio.rest import Client as Sms

cache = redis.Redis("cache")  # ok: gives up after five seconds
chat = WebClient(token="from the settings")  # ok: after thirty
containers = DockerClient("unix:///var/run/docker.sock")  # ok: after sixty
sms = Sms("account", "token")  # error: external-call-without-timeout `Sms()` waits for ever
calls = Sms("account", "token", http_client=TwilioHttpClient(timeout=10))  # ok: ten seconds
faxes = Sms("account", "token", http_client=TwilioHttpClient(proxy={}))  # error: external-call-without-timeout
repositories = gitlab.Gitlab("https://git.example.com", private_token="token")  # error: external-call-without-timeout
tickets = JIRA("https://jira.example.com", timeout=10)  # ok: ten seconds
pool = urllib3.PoolManager(timeout=urllib3.Timeout(connect=2, read=10))  # ok: both are limited
unlimited = urllib3.PoolManager(num_pools=4)  # error: external-call-without-timeout
objects = Minio("objects.example.com", http_client=pool)  # ok: its transport is limited
backups = Minio("backups.example.com")  # error: external-call-without-timeout
jobs = client.BatchV1Api()  # error: external-call-without-timeout give its calls `_request_timeout=`
pods = client.CoreV1Api()  # ok: its calls say how long


def running() -> list:
    unlimited.request("GET", "https://example.com")
    jobs.list_namespaced_job("default")
    return pods.list_namespaced_pod("default", _request_timeout=10).items


def is_member(user: str) -> bool:
    directory = Server("ldap://directory.example.com")  # error: external-call-without-timeout give it `connect_timeout=`
    with Connection(directory, receive_timeout=5) as connection:  # ok: reading is limited
        return connection.search("dc=example", f"(uid={user})")


def deploy(host: str, jump) -> None:
    ssh = paramiko.SSHClient()
    ssh.connect(host, username="deploy")  # error: external-call-without-timeout
    ssh.connect(host, username="deploy", timeout=10)  # ok: ten seconds
    ssh.connect(host, username="deploy", sock=jump)  # ok: the socket is somebody else's


def cached(url: str) -> bytes:
    session = requests_cache.CachedSession()
    return session.get(url).content  # error: external-call-without-timeout


def plain(url: str) -> bytes:
    with httpx.Client() as session:
        return session.get(url).content  # ok: httpx gives up after five seconds
