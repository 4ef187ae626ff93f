from typing import Generic, TypeVar

from sqlalchemy import Select, select
from sqlalchemy.ext.asyncio import AsyncSession

from shop.models import Order, Product

Model = TypeVar("Model")


class Repository(Generic[Model]):
    def __init__(self, session: AsyncSession) -> None:
        self.session = session

    async def get_one_or_none(self, statement: Select[tuple[Model]]) -> Model | None:
        result = await self.session.execute(statement)
        return result.unique().scalar_one_or_none()

    async def create(self, item: Model) -> Model:
        self.session.add(item)
        await self.session.commit()
        return item


class ProductRepository(Repository[Product]):
    async def get_by_id(self, key: int) -> Product | None:
        return await self.get_one_or_none(select(Product).where(Product.id == key))

    async def get_many(self, keys: list[int]) -> list[Product]:
        result = await self.session.scalars(select(Product).where(Product.id.in_(keys)))
        return list(result)


class OrderRepository(Repository[Order]):
    pass
