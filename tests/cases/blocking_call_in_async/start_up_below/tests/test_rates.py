from app.rates import warm_up


async def test_warm_up() -> None:
    assert await warm_up()
