import asyncio
import hmac
from hashlib import sha256

import bcrypt


def hash_password(password: str) -> str:
    return bcrypt.hashpw(password.encode(), bcrypt.gensalt()).decode()


def verify_password(password: str, known: str) -> bool:
    return bcrypt.checkpw(password.encode(), known.encode())


def fingerprint(password: str) -> str:
    return sha256(password.encode()).hexdigest()


def same_token(given: str, known: str) -> bool:
    return hmac.compare_digest(given, known)


async def verify_password_in_a_thread(password: str, known: str) -> bool:
    return await asyncio.to_thread(verify_password, password, known)  # ok: handed to a thread
