from sqlalchemy.orm import DeclarativeBase


class Base(DeclarativeBase):
    """The tables of the service."""
