import asyncio
import hashlib

import bcrypt
from argon2 import PasswordHasher
from passlib.context import CryptContext
from passlib.hash import pbkdf2_sha256
from pwdlib import PasswordHash
from werkzeug.security import check_password_hash

context = CryptContext(schemes=["bcrypt"], deprecated="auto")
hasher = PasswordHash.recommended()


async def register(secret: str) -> str:
    return context.hash(secret)  # error: blocking-call-in-async passlib.context.CryptContext.hash hashes, slow on purpose; use await asyncio.to_thread(context.hash, …)


async def login(secret: bytes, known: bytes) -> bool:
    return bcrypt.checkpw(secret, known)  # error: blocking-call-in-async await asyncio.to_thread(bcrypt.checkpw, …)


async def other_hashes(secret: str, known: str) -> None:
    hasher.verify(secret, known)  # error: blocking-call-in-async pwdlib.PasswordHash.verify
    PasswordHasher().hash(secret)  # error: blocking-call-in-async argon2.PasswordHasher.hash
    pbkdf2_sha256.verify(secret, known)  # error: blocking-call-in-async `pbkdf2_sha256.verify()`
    check_password_hash(known, secret)  # error: blocking-call-in-async check_password_hash
    hashlib.pbkdf2_hmac("sha256", b"secret", b"salt", 600_000)  # error: blocking-call-in-async is slow on purpose
    hashlib.scrypt(b"secret", salt=b"salt", n=2**14, r=8, p=1)  # error: blocking-call-in-async `hashlib.scrypt()`


async def quick_hashes(body: bytes) -> str:
    salt = bcrypt.gensalt()  # ok: random bytes only
    return hashlib.sha256(body + salt).hexdigest()  # ok: quick


async def login_in_a_thread(secret: bytes, known: bytes) -> bool:
    return await asyncio.to_thread(bcrypt.checkpw, secret, known)  # ok: handed to a thread
