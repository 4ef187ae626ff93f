from orders.models.base import Base
from orders.models.customer import Customer
from orders.models.order import Line, Order, OrderExport

__all__ = ["Base", "Customer", "Line", "Order", "OrderExport"]
