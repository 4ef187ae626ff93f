import logging

import structlog

audit_trail = logging.getLogger("audit")
journal = structlog.get_logger()
QUIET = logging.INFO


def report(message: str, *values: object) -> None:
    audit_trail.error(message, *values)


def whisper(message: str, *values: object) -> None:
    audit_trail.debug(message, *values)
