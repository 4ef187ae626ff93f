from .base import Repository
from .customers import CustomerRepository
from .orders import AsyncOrderRepository, OrderRepository
from .orders import OrderRepository as Orders

__all__ = ["AsyncOrderRepository", "CustomerRepository", "OrderRepository", "Orders", "Repository"]
