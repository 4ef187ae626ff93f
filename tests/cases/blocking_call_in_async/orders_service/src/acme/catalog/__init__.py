"""The catalogue's own client, used by several services; `acme` is a namespace package."""

from .client import AsyncCatalog, Catalog, default_catalog
from .models import Article
from .shortcuts import *

__all__ = ["Article", "AsyncCatalog", "Catalog", "default_catalog", "price_of", "warm"]
