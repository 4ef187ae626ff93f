from sqlalchemy import select

from orders.common.passwords import hash_password
from orders.models import Customer
from orders.repositories.base import Repository


class CustomerRepository(Repository[Customer]):
    model = Customer

    def by_email(self, email: str) -> Customer | None:
        return self.session.scalars(select(Customer).where(Customer.email == email)).first()

    def register(self, email: str, password: str) -> Customer:
        customer = Customer(email=email, password_hash=hash_password(password))
        return self.add(customer)

    def save(self, entity: Customer) -> Customer:
        entity.email = entity.email.lower()
        return super().save(entity)
