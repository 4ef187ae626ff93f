from orders.services.checkout import CheckoutService
from orders.services.invoices import InvoiceService
from orders.services.search import SearchService

__all__ = ["CheckoutService", "InvoiceService", "SearchService"]
