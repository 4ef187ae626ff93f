from sqlalchemy.orm import Mapped, mapped_column

from orders.models.base import Base


class Customer(Base):
    __tablename__ = "customers"

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str]
    password_hash: Mapped[str]

    @property
    def display_name(self) -> str:
        return self.email.partition("@")[0].title()
