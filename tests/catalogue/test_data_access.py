import pytest

from backend_gates.catalogue import blocking, data_access
from backend_gates.catalogue.data_access import Access


@pytest.mark.parametrize(
    ("name", "does"),
    [
        ("sqlalchemy.select", "builds queries"),
        ("sqlalchemy.sql.expression.select", "builds queries"),
        ("sqlalchemy.func.count", "builds queries"),
        ("requests.get", "calls another service"),
        ("builtins.open", "reads or writes files"),
        ("subprocess.run", "runs another program"),
        ("django.core.cache.cache.get", "uses the cache"),
        ("smtplib.SMTP.send_message", "talks to the network"),
        ("os.unlink", "reads or writes files"),
    ],
)
def test_functions_that_get_at_data(name: str, does: str) -> None:
    assert Access(does) == data_access.load().of_function(name)


@pytest.mark.parametrize(
    "name",
    [
        *("time.sleep", "os.path.exists", "bcrypt.hashpw", "django.contrib.auth.login"),
        *("fastapi.HTTPException", "shop.select", "sqlalchemy.orm.Session", "PIL.Image.open"),
    ],
)
def test_functions_that_get_at_none(name: str) -> None:
    assert data_access.load().of_function(name) is None


@pytest.mark.parametrize(
    ("owner", "method", "does"),
    [
        ("sqlalchemy.orm.Session", "execute", "uses the database"),
        ("sqlalchemy.ext.asyncio.session.AsyncSession", "execute", "uses the database"),
        ("psycopg2.extensions.cursor", "execute", "uses the database"),
        ("redis.asyncio.client.Redis", "hgetall", "uses the cache"),
        ("httpx.AsyncClient", "get", "calls another service"),
    ],
)
def test_methods_that_get_at_data(owner: str, method: str, does: str) -> None:
    assert Access(does) == data_access.load().of_method(owner, method)


@pytest.mark.parametrize(
    ("owner", "method"),
    [
        ("sqlalchemy.orm.Session", "close"),
        ("sqlalchemy.orm.Session", "begin"),
        ("sqlalchemy.orm.sessionmaker", "begin"),
        ("redis.Redis", "aclose"),
        ("redis.Redis", "_private"),
        ("celery.Task", "delay"),
        ("shop.Session", "execute"),
    ],
)
def test_methods_that_get_at_none(owner: str, method: str) -> None:
    assert data_access.load().of_method(owner, method) is None


def test_a_lookup_fetches_one_thing() -> None:
    assert Access("uses the database", lookup=True) == data_access.load().of_method(
        "sqlmodel.Session", "get"
    )


def test_everything_below_some_objects_does_the_same() -> None:
    known = data_access.load()
    assert Access("uses the database") == known.of_any("motor.motor_asyncio.AsyncIOMotorClient")
    assert known.of_any("httpx.AsyncClient") is None


def test_it_says_what_waits_of_categories_that_there_are() -> None:
    assert set(data_access.load().categories) <= set(blocking.CATEGORIES)
