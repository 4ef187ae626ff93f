"""Logs by the level that they are given, and by where the logger comes from."""

import logging
import traceback

import requests
import structlog
from shop.logs import get_logger, reporter

log = logging.getLogger(__name__)
NOTED = 20


class JobLogger:
    def warning(self, text: str) -> None:
        self.last = text

    def debug(self, text: str) -> None:
        self.last = text


jobs = JobLogger()


def send(url: str) -> None:
    requests.post(url, timeout=5).raise_for_status()


def printed(url: str) -> None:
    try:
        send(url)
    except Exception:  # ok: printed
        traceback.print_exc()


def noted(url: str) -> None:
    try:
        send(url)
    except Exception:  # error: swallowed-exception only logs
        log.log(NOTED, "not sent")


def numbered(url: str) -> None:
    try:
        send(url)
    except Exception:  # ok: at the level of an error
        log.log(40, "not sent")


def spelled(url: str) -> None:
    try:
        send(url)
    except Exception:  # error: swallowed-exception only logs
        log.log("info", "not sent")


def named(url: str) -> None:
    try:
        send(url)
    except Exception:  # ok: at the level of an error
        log.log(logging.ERROR, "not sent")


def unlevelled(url: str, values: dict[str, str]) -> None:
    try:
        send(url)
    except Exception:  # ok: nobody knows at which level
        log.log(**values)


def bound(url: str) -> None:
    try:
        send(url)
    except Exception:  # error: swallowed-exception only logs
        structlog.get_logger().bind(url=url).debug("not sent")


def fetched(url: str) -> None:
    try:
        send(url)
    except Exception:  # error: swallowed-exception only logs
        get_logger().debug("not sent")


def owned(url: str) -> None:
    try:
        send(url)
    except Exception:  # error: swallowed-exception only logs
        jobs.debug("not sent")


def made(url: str) -> None:
    try:
        send(url)
    except Exception:  # error: swallowed-exception only logs
        JobLogger().debug("not sent")


def reported(url: str) -> None:
    try:
        send(url)
    except Exception:  # ok: what `reporter` does with it is not known
        reporter.debug("not sent")
