"""What can go wrong in the shop, in the shop's own words."""


class ShopError(Exception):
    """Something that the customer should be told."""


class NotFoundError(ShopError):
    """The thing asked for doesn't exist, or isn't theirs."""


class ConflictError(ShopError):
    """It exists, but its state forbids what was asked."""


class PaymentDeclinedError(ShopError):
    """The provider answered, and the answer was no."""


class InvalidSignatureError(ShopError):
    """A message claims to come from the provider and doesn't."""


class UpstreamError(ShopError):
    """A service that the shop depends on doesn't answer."""
