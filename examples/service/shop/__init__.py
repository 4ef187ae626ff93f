"""The back end of a small online shop: users, orders, payments."""
