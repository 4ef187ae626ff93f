from orders.auth.dependencies import CurrentUser, current_user
from orders.common.passwords import hash_password, verify_password
from orders.auth.tokens import TokenVerifier as Verifier

__all__ = ["CurrentUser", "Verifier", "current_user", "hash_password", "verify_password"]
