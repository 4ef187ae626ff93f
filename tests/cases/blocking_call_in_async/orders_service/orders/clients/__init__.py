from orders.clients import fx as rates
from orders.clients.base import ApiClient, ApiError
from orders.clients.inventory import AsyncInventory, Inventory, OfflineInventory
from orders.clients.mail import Mailer, send_mail
from orders.clients.payments import PaymentsClient as Payments
from orders.clients.shipping import carrier_session, label_of, tracking_events
from orders.clients.shipping import label_of as shipping_label

__all__ = [
    "ApiClient",
    "ApiError",
    "AsyncInventory",
    "Inventory",
    "Mailer",
    "OfflineInventory",
    "Payments",
    "carrier_session",
    "label_of",
    "rates",
    "send_mail",
    "shipping_label",
    "tracking_events",
]
