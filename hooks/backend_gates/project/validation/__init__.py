"""What of a service pydantic runs to validate, and how that ends."""
