from fastapi import HTTPException
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


class Base(DeclarativeBase): ...


class Order(Base):
    __tablename__ = "orders"
    id: Mapped[int] = mapped_column(primary_key=True)
    item: Mapped[str]
    customer_id: Mapped[int]
    paid: Mapped[bool]

    def ship(self) -> None:
        if not self.paid:
            raise HTTPException(402)  # error: http-concern-outside-transport `ship` raises `HTTPException`


class User(Base):
    __tablename__ = "users"
    name: Mapped[str] = mapped_column(primary_key=True)

    def verify(self, password: str) -> bool:
        return password == self.name


class Tenant(Base):
    __tablename__ = "tenants"
    name: Mapped[str] = mapped_column(primary_key=True)
