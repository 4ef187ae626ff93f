import pytest

from backend_gates.catalogue import queries


@pytest.mark.parametrize(
    ("owner", "method", "does"),
    [
        ("sqlalchemy.ext.asyncio.session.AsyncSession", "scalars", "asks the database"),
        ("sqlalchemy.orm.Session", "commit", "commits"),
        ("django.db.models.Manager", "aget", "asks the database"),
        ("redis.asyncio.client.Redis", "get", "asks the cache"),
        ("elasticsearch.AsyncElasticsearch", "index", "writes to the search index"),
    ],
)
def test_methods_that_send_a_query(owner: str, method: str, does: str) -> None:
    query = queries.load().of_method(owner, method)
    assert query is not None
    assert does == query.does
    assert query.commits == (method == "commit")


@pytest.mark.parametrize(
    ("owner", "method"),
    [
        *(("sqlalchemy.orm.Session", "add"), ("sqlalchemy.orm.Session", "flush")),
        *(("redis.client.Pipeline", "get"), ("builtins.dict", "get")),
        *(("django.db.models.QuerySet", "filter"), ("shop.Session", "execute")),
    ],
)
def test_methods_that_send_none(owner: str, method: str) -> None:
    assert queries.load().of_method(owner, method) is None


@pytest.mark.parametrize(
    "name",
    [
        *("django.shortcuts.get_object_or_404", "django.core.cache.cache.get"),
        *("peewee.Model.get_by_id", "tortoise.models.Model.get_or_none"),
    ],
)
def test_functions_that_send_a_query(name: str) -> None:
    assert queries.load().of_function(name) is not None


def test_functions_that_send_none() -> None:
    assert queries.load().of_function("shop.get_object_or_404") is None


def test_what_a_loop_over_it_sends() -> None:
    assert queries.load().of_loop("django.db.models.QuerySet") is not None
    assert queries.load().of_loop("sqlalchemy.orm.Session") is None


def test_what_only_sends_what_it_is_given() -> None:
    assert queries.load().is_client("sqlalchemy.orm.Session")
    assert not queries.load().is_client("sqlalchemy.orm.Query")
