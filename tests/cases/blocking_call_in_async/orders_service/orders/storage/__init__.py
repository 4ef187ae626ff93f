from orders.storage.base import Storage
from orders.storage.local import LocalStorage
from orders.storage.memory import MemoryStorage
from orders.storage.s3 import S3Storage

__all__ = ["LocalStorage", "MemoryStorage", "S3Storage", "Storage"]
