"""What the whole process shares."""

from __future__ import annotations

import os

from orders.clients import AsyncInventory, Inventory, Payments
from orders.clients.mail import LazyMailer
from orders.storage import LocalStorage, S3Storage

try:
    import orjson as json
except ImportError:
    import json

inventory = Inventory()
async_inventory = AsyncInventory()
mailers = {"default": LazyMailer(), "bulk": LazyMailer("bulk.internal")}

if os.environ.get("DEBUG"):
    from orders.storage.memory import MemoryStorage as Archive
else:
    from orders.storage.s3 import S3Storage as Archive


def payments():
    return Payments.default()


def archive(bucket: str) -> S3Storage | None:
    return S3Storage(bucket) if bucket else None


def local_or_remote(bucket: str) -> LocalStorage | S3Storage:
    return S3Storage(bucket) if bucket else LocalStorage(__file__)


def dumps(value: object) -> str:
    return str(json.dumps(value))
