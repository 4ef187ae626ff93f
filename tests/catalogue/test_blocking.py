import importlib
import inspect
import re
import sys
from collections.abc import Iterator

import pytest
import tomli

from backend_gates.catalogue import blocking
from backend_gates.catalogue.blocking import CATEGORIES, Blocking, Catalogue, CatalogueError, parse

WHY = {
    "category": "http",
    "instead": "an async client",
    "why": "waits for the server",
    "source": "https://example.com",
}
SHOP = """
[[call]]
names = ["shop.buy", "shop.Client.sign"]
category = "crypto"
instead = "await asyncio.to_thread"
why = "is slow on purpose"
source = "https://shop.example/buy"

[[class]]
name = "shop.Client"
aliases = ["shop.client.Client"]
constructors = ["shop.connect"]
methods = ["*"]
except = ["cart", "close"]
properties = ["stock"]
iterating = true
entering = true
calling = true
making = true
chaining = ["with_options"]
returns = { cart = "shop.Cart" }
attributes = { orders = "shop.orders.Orders" }
category = "http"
instead = "shop.AsyncClient"
why = "waits for the shop"
source = "https://shop.example/client"

[[class]]
name = "shop.Special"
bases = ["shop.client.Client"]
except = ["buy"]
category = "http"
instead = "shop.AsyncSpecial"
why = "waits for the shop"
source = "https://shop.example/special"

[[class]]
name = "shop.Cart"
aliases = ["shop.orders.Orders"]
methods = ["pay"]
returns = { "*" = "shop.Cart", __getitem__ = "shop.Client" }
attributes = { "*" = "shop.Client" }
unless = { wait = "False" }
in_memory = true
category = "db"
instead = "shop.AsyncCart"
why = "waits for the bank"
source = "https://shop.example/cart"

[[class]]
name = "shop.Line"
methods = ["send"]
making = true
needs = ["host"]
category = "net"
instead = "shop.AsyncLine"
why = "waits for the shop"
source = "https://shop.example/line"
"""


@pytest.fixture
def shop() -> Catalogue:
    return parse(tomli.loads(SHOP), "shop.toml")


def instead(blocking: Blocking | None) -> str | None:
    return None if blocking is None else blocking.instead


def test_a_function_blocks_by_its_name(shop: Catalogue) -> None:
    assert "await asyncio.to_thread" == instead(shop.blocking_call("shop.buy"))
    assert shop.blocking_call("shop.sell") is None


def test_a_class_is_known_by_every_name(shop: Catalogue) -> None:
    assert "shop.Client" == shop.canonical("shop.client.Client")
    assert "shop.buy" == shop.canonical("shop.buy")


def test_classes_and_their_constructors_give_instances(shop: Catalogue) -> None:
    assert "shop.Client" == shop.instance_of("shop.client.Client")
    assert "shop.Client" == shop.instance_of("shop.connect")
    assert shop.instance_of("shop.buy") is None


def test_a_wildcard_leaves_private_and_excepted_methods_out(shop: Catalogue) -> None:
    assert "shop.AsyncClient" == instead(shop.blocking_method("shop.client.Client", "order"))
    assert shop.blocking_method("shop.Client", "_order") is None
    assert shop.blocking_method("shop.Client", "close") is None


def test_a_method_may_block_for_another_reason_than_its_class(shop: Catalogue) -> None:
    found = shop.blocking_method("shop.Special", "sign")
    assert found is not None
    assert "crypto" == found.category


def test_members_come_from_bases_unless_excepted(shop: Catalogue) -> None:
    assert "shop.AsyncClient" == instead(shop.blocking_method("shop.Special", "order"))
    assert shop.blocking_method("shop.Special", "buy") is None
    assert "shop.AsyncClient" == instead(shop.blocking_property("shop.Special", "stock"))
    assert "shop.AsyncClient" == instead(shop.blocking_iteration("shop.Special"))
    assert "shop.AsyncClient" == instead(shop.blocking_entry("shop.Special"))
    assert "shop.AsyncClient" == instead(shop.blocking_instance_call("shop.Special"))
    assert "shop.AsyncClient" == instead(shop.blocking_call("shop.Special"))
    assert "shop.Cart" == shop.returned_by("shop.Special", "cart")
    assert "shop.Cart" == shop.attribute("shop.Special", "orders")


def test_what_a_class_does_not_say_is_silent(shop: Catalogue) -> None:
    assert shop.blocking_method("shop.Cart", "add") is None
    assert shop.blocking_property("shop.Cart", "total") is None
    assert shop.blocking_iteration("shop.Cart") is None
    assert shop.blocking_entry("shop.Cart") is None
    assert shop.blocking_instance_call("shop.Cart") is None
    assert shop.blocking_call("shop.Cart") is None


def test_receivers_are_followed_through_members(shop: Catalogue) -> None:
    assert "shop.Client" == shop.returned_by("shop.Client", "with_options")
    assert "shop.Client" == shop.returned_by("shop.Client", "__enter__")
    assert "shop.Client" == shop.returned_by("shop.Cart", "__getitem__")
    assert "shop.Cart" == shop.returned_by("shop.Cart", "add")
    assert "shop.Client" == shop.attribute("shop.Cart", "owner")


def test_receivers_are_lost_rather_than_guessed(shop: Catalogue) -> None:
    assert shop.returned_by("shop.Cart", "pay") is None
    assert shop.returned_by("shop.Cart", "_add") is None
    assert shop.returned_by("shop.Client", "order") is None
    assert shop.attribute("shop.Cart", "pay") is None
    assert shop.attribute("shop.Cart", "_owner") is None
    assert shop.attribute("shop.Client", "orders_of_today") is None


def test_an_unknown_class_has_no_members(shop: Catalogue) -> None:
    assert shop.blocking_method("other.Client", "get") is None
    assert shop.returned_by("other.Client", "__enter__") is None
    assert shop.attribute("other.Client", "orders") is None


def test_an_entry_says_which_arguments_turn_the_waiting_off(shop: Catalogue) -> None:
    found = shop.blocking_method("shop.Cart", "pay")
    assert found is not None
    assert {"wait": "False"} == found.unless
    assert found.in_memory


def test_what_making_an_instance_needs_is_not_needed_by_methods(shop: Catalogue) -> None:
    made, called = shop.blocking_call("shop.Line"), shop.blocking_method("shop.Line", "send")
    assert made is not None
    assert ("host",) == made.needs
    assert called is not None
    assert () == called.needs


@pytest.mark.parametrize(
    ("document", "message"),
    [
        ({"calls": []}, "own.toml: unknown key `calls`; the keys are call, class"),
        ({"call": {}}, "own.toml: `call` must be written as [[call]] tables"),
        ({"call": [1]}, "own.toml: `call` must be written as [[call]] tables"),
        ({"call": [WHY]}, "own.toml: [[call]] number 1: `names` must hold at least one name"),
        (
            {"call": [{"names": ["a.b"]}]},
            "own.toml: [[call]] number 1 (a.b): `category` must be a text",
        ),
        (
            {"call": [WHY | {"names": "a.b"}]},
            "own.toml: [[call]] number 1 (a.b): `names` must be a list of texts",
        ),
        (
            {"call": [WHY | {"names": ["a.b", "a.b"]}]},
            "own.toml: [[call]] number 1 (a.b): `a.b` stands twice",
        ),
        (
            {"call": [WHY | {"names": ["a.b"], "category": "network"}]},
            "own.toml: [[call]] number 1 (a.b): `category` is 'network'; it must be one of sleep,",
        ),
        (
            {"class": [WHY | {"name": "a.B"}, WHY | {"name": "a.C", "method": ["d"]}]},
            "own.toml: [[class]] number 2 (a.C): unknown key `method`; the keys are aliases,",
        ),
        (
            {"class": [WHY | {"name": ""}]},
            "own.toml: [[class]] number 1: `name` must be a text",
        ),
        (
            {"class": [WHY | {"name": "a.B", "making": 1}]},
            "own.toml: [[class]] number 1 (a.B): `making` must be true or false",
        ),
        (
            {"class": [WHY | {"name": "a.B", "returns": {"get": 1}}]},
            "own.toml: [[class]] number 1 (a.B): `returns` must be a table of texts",
        ),
        (
            {"class": [WHY | {"name": "a.B", "aliases": ["a.X"], "constructors": [1]}]},
            "own.toml: [[class]] number 1 (a.B): `constructors` must be a list of texts",
        ),
    ],
)
def test_a_malformed_entry_is_named(document: dict[str, object], message: str) -> None:
    with pytest.raises(CatalogueError, match=re.escape(message)):
        parse(document, "own.toml")


@pytest.fixture(scope="module")
def known() -> Catalogue:
    return blocking.load()


def reasons(known: Catalogue) -> dict[str, Blocking]:
    return dict(known.calls) | {name: found.blocking for name, found in known.classes.items()}


def test_the_catalogue_is_read_once(known: Catalogue) -> None:
    assert blocking.load() is known


def test_the_catalogue_knows_hundreds_of_blocking_names(known: Catalogue) -> None:
    members = ([found.methods, found.properties] for found in known.classes.values())
    assert len(known.calls) + sum(len(names) for both in members for names in both) >= 2000


def test_every_category_is_in_use(known: Catalogue) -> None:
    assert set(CATEGORIES) == {found.category for found in reasons(known).values()}


def test_every_entry_has_a_public_source(known: Catalogue) -> None:
    url = re.compile(r"https://[a-z0-9.-]+\.[a-z]+(/[^\s]*)?")
    assert [] == [n for n, found in reasons(known).items() if not url.fullmatch(found.source)]


def test_every_text_fits_into_one_message(known: Catalogue) -> None:
    too_long = [
        name
        for name, found in reasons(known).items()
        if len(found.instead) > 90 or len(found.why) > 70 or found.why.endswith(".")
    ]
    assert [] == too_long


def test_a_name_says_one_thing(known: Catalogue) -> None:
    assert set() == known.classes.keys() & known.aliases.keys()
    assert set() == known.classes.keys() & known.makers.keys()
    assert set() == known.aliases.keys() & known.makers.keys()


def test_every_class_that_is_named_is_known(known: Catalogue) -> None:
    named = {
        name
        for found in known.classes.values()
        for name in (*found.bases, *found.returns.values(), *found.attributes.values())
    }
    assert [] == sorted(name for name in named if known.canonical(name) not in known.classes)


def test_a_class_is_no_base_of_its_own(known: Catalogue) -> None:
    def line(name: str, above: tuple[str, ...]) -> bool:
        name = known.canonical(name)
        return name in above or any(
            line(base, (*above, name)) for base in known.classes[name].bases
        )

    assert [] == [name for name in known.classes if line(name, ())]


ASYNC_NAME = re.compile(
    r"(^|\.)(aio\w*|asyncpg|motor|async_\w+)(\.|$)|\.Async(?!Result)[A-Z]|\.asyncio\."
)


def test_no_entry_names_an_async_library(known: Catalogue) -> None:
    names = {*known.calls, *known.classes, *known.aliases, *known.makers}
    assert [] == sorted(name for name in names if ASYNC_NAME.search(name))


@pytest.mark.parametrize(
    "name",
    [
        "asyncio.sleep",
        "asyncio.to_thread",
        "anyio.Path",
        "anyio.open_file",
        "sqlalchemy.create_engine",
        "sqlalchemy.select",
        "redis.Redis",
        "boto3.client",
        "openai.OpenAI",
        "pymongo.MongoClient",
        "httpx.Client",
        "os.path.join",
        "os.getenv",
    ],
)
def test_what_only_builds_is_silent(known: Catalogue, name: str) -> None:
    assert known.blocking_call(name) is None


@pytest.mark.parametrize(
    ("class_name", "method"),
    [
        ("sqlalchemy.orm.Session", "add"),
        ("sqlalchemy.orm.Session", "query"),
        ("sqlalchemy.orm.Query", "filter"),
        ("sqlalchemy.Result", "all"),
        ("sqlalchemy.ext.asyncio.AsyncSession", "execute"),
        ("django.db.models.QuerySet", "filter"),
        ("django.db.models.QuerySet", "aget"),
        ("redis.Redis", "pipeline"),
        ("redis.client.Pipeline", "set"),
        ("redis.asyncio.Redis", "get"),
        ("pymongo.collection.Collection", "find"),
        ("botocore.client.BaseClient", "get_paginator"),
        ("botocore.client.BaseClient", "generate_presigned_url"),
        ("queue.Queue", "get_nowait"),
        ("pathlib.Path", "with_suffix"),
        ("subprocess.Popen", "poll"),
        ("psycopg2.extensions.cursor", "fetchall"),
    ],
)
def test_what_waits_for_nothing_is_silent(known: Catalogue, class_name: str, method: str) -> None:
    assert known.blocking_method(class_name, method) is None


CHAINS = [
    ("sqlalchemy.create_engine", ["connect()", "__enter__()"], "execute", "db"),
    ("sqlalchemy.orm.sessionmaker", ["__call__()", "query()", "filter()"], "all", "db"),
    ("sqlmodel.Session", [], "exec", "db"),
    ("django.db.models.Model", ["objects", "filter()", "order_by()"], "first", "db"),
    ("django.contrib.auth.get_user_model", ["objects"], "get", "db"),
    ("django.contrib.auth.models.User", [], "check_password", "crypto"),
    ("psycopg2.connect", ["cursor()", "__enter__()"], "execute", "db"),
    ("sqlite3.connect", ["execute()"], "fetchall", "db"),
    ("redis.from_url", ["pipeline()", "set()", "get()"], "execute", "db"),
    ("pymongo.MongoClient", ["shop", "orders"], "find_one", "db"),
    ("pymongo.MongoClient", ["__getitem__()", "__getitem__()"], "insert_one", "db"),
    ("boto3.client", [], "put_object", "cloud"),
    ("boto3.client", ["get_waiter()"], "wait", "cloud"),
    ("boto3.resource", ["Table()"], "put_item", "cloud"),
    ("google.cloud.storage.Client", ["bucket()", "blob()"], "upload_from_string", "cloud"),
    ("openai.OpenAI", ["chat", "completions"], "create", "cloud"),
    ("openai.AzureOpenAI", ["with_options()", "responses"], "create", "cloud"),
    ("anthropic.Anthropic", ["messages"], "create", "cloud"),
    ("stripe.StripeClient", ["v1", "customers"], "create", "cloud"),
    ("celery.Celery", ["task()"], "delay", "net"),
    ("celery.shared_task", ["delay()"], "get", "net"),
    ("docker.from_env", ["containers"], "run", "cloud"),
    ("concurrent.futures.ThreadPoolExecutor", ["submit()"], "result", "thread-wait"),
    ("pathlib.Path", ["parent", "__truediv__()"], "read_text", "file"),
    ("pathlib.Path", ["joinpath()"], "exists", "file-metadata"),
    ("git.Repo", ["git"], "rev_list", "subprocess"),
]


@pytest.mark.parametrize(("start", "members", "method", "category"), CHAINS)
def test_a_receiver_is_followed_to_the_blocking_method(
    known: Catalogue, start: str, members: list[str], method: str, category: str
) -> None:
    at = known.instance_of(start)
    for member in members:
        assert at is not None
        is_call = member.endswith("()")
        at = known.returned_by(at, member[:-2]) if is_call else known.attribute(at, member)
    assert at is not None
    found = known.blocking_method(at, method)
    assert found is not None
    assert category == found.category


def standard(names: Iterator[str]) -> list[str]:
    return [n for n in names if n.partition(".")[0] in sys.stdlib_module_names]


def here(name: str) -> object | None:
    """The object of that name; none where this Python has no such module or member."""
    module, _, rest = name.partition(".")
    found: object = importlib.import_module(module)
    for part in rest.split("."):
        module = f"{module}.{part}"
        found = getattr(found, part, None) or imported(module)
    return found


def imported(module: str) -> object | None:
    try:
        return importlib.import_module(module)
    except ImportError:
        return None


# Members that only some of the supported Pythons, or only some systems, have.
NOT_EVERYWHERE = {
    "crypt",
    "nntplib",
    "telnetlib",
    "asyncio.Runner",
    "hashlib.file_digest",
    "importlib.resources",
    "os.path.isjunction",
    "pathlib.Path.walk",
    "select.epoll",
    "selectors.EpollSelector",
    "urllib.request.URLopener",
}


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_pythons_own_functions_exist_and_are_sync(known: Catalogue) -> None:
    names = standard(n for n in known.calls if not any(n.startswith(x) for x in NOT_EVERYWHERE))
    found = {name: here(name) for name in names if "." in name}
    assert [] == [name for name, value in found.items() if not callable(value)]
    assert [] == [name for name, value in found.items() if inspect.iscoroutinefunction(value)]


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_pythons_own_classes_have_no_async_method(known: Catalogue) -> None:
    wrong = [
        f"{name}.{method}"
        for name in standard(iter(known.classes))
        if not any(name.startswith(x) for x in NOT_EVERYWHERE)
        for method in known.classes[name].methods
        if inspect.iscoroutinefunction(getattr(here(name), method, None))
    ]
    assert [] == wrong
