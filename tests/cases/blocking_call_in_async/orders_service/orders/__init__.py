"""Takes orders, charges them and ships them."""
