"""A client, engine or connection pool that each request makes anew.

## Why

Such an object is made to be shared: it holds the connections that the next call would use again.
One that is made for each request opens them anew, with a name look-up, a TCP and a TLS handshake
before the first byte, and under load the service runs out of ports, file descriptors or connections
of the database. Where nobody closes it, it leaks them as well.

## Instead

Make it once: in the lifespan of the application, kept on its state, or at module level, or in a
function with `functools.cache`. Dependencies hand out the shared one, and what differs from request
to request, headers and timeouts for instance, goes with each call. A session of a database, made by
a shared session factory, is right for each request.

## What is left alone

A client whose credentials or address come from the request is somebody's own and not reported. The
file that makes one has to import the library that it is from.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from backend_gates.model import Finding, Related

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from backend_gates.project.project import Project
    from backend_gates.project.requests.clients import Making
    from backend_gates.project.requests.request_paths import RequestPath
    from backend_gates.project.resolution.scopes import Scope

RULE = "client-created-per-request"
IMPORTS = frozenset(
    {
        *(b"MySQLdb", b"aio_pika", b"aiohttp", b"aiokafka", b"aiomysql", b"aioredis"),
        *(b"anthropic", b"arq", b"asyncmy", b"asyncpg", b"azure", b"boto3", b"cassandra"),
        *(b"chromadb", b"clickhouse_connect", b"clickhouse_driver", b"cohere", b"confluent_kafka"),
        *(b"elasticsearch", b"google", b"groq", b"grpc", b"httpx", b"httpx2", b"influxdb_client"),
        *(b"kafka", b"meilisearch", b"meilisearch_python_sdk", b"minio", b"miniopy_async"),
        *(b"mistralai", b"motor", b"mysql", b"nats", b"neo4j", b"ollama", b"openai"),
        *(b"opensearchpy", b"oracledb", b"pika", b"pinecone", b"psycopg", b"psycopg2"),
        *(b"psycopg_pool", b"pymilvus", b"pymongo", b"pymssql", b"pymysql", b"pyodbc"),
        *(b"qdrant_client", b"redis", b"requests", b"snowflake", b"sqlalchemy", b"sqlmodel"),
        *(b"together", b"twilio", b"urllib3", b"valkey", b"weaviate"),
    }
)


class Options(NamedTuple):
    """Settings of this check."""


def check(project: Project, module: Scope, options: Options) -> Iterator[Finding]:
    """Find what is made for each request by the functions of a module."""
    from backend_gates.project.requests.clients import makings  # noqa: PLC0415  start-up

    del options
    for making in makings(project, module):
        path = project.request_path(making)
        if path is not None:
            yield _finding(making, path)


def callers(
    project: Project, own: Collection[str], others: Iterable[str], options: Options
) -> Iterator[tuple[str, bytes]]:
    """The other files that make something which a request may reach by way of the own ones."""
    del options
    from backend_gates.project.requests.clients import makers, makings  # noqa: PLC0415  start-up

    found = makers(project)
    for path in others:
        module = project.modules.at(path) if path in found else None
        if module is not None and any(
            _passes(project.request_path(making), own) for making in makings(project, module)
        ):
            yield path, found[path]


def _passes(path: RequestPath | None, own: Collection[str]) -> bool:
    """Whether a way leads through one of the own files."""
    return path is not None and not path.files.isdisjoint(own)


def _finding(making: Making, path: RequestPath) -> Finding:
    scope, call = making.scope, making.call
    message = (
        f"`{making.written}()` is made for each request that runs {_first(path)}: it "
        f"{making.client.holds}; make one at start-up and share it"
    )
    return Finding(
        scope.path, call.span, RULE, message, scope.name, _related(path), subject=making.name
    )


def _first(path: RequestPath) -> str:
    return f"the {path.kind} `{path.first.name}`"


def _related(path: RequestPath) -> tuple[Related, ...]:
    steps = (
        Related(step.scope.path, step.node.span, f"`{step.scope.name}` runs `{step.written}`")
        for step in path.passed
    )
    start = Related(path.first.path, path.place, f"a request runs {_first(path)}")
    return (start, *steps)
