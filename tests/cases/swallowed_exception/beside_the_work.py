"""What runs along with something else, prepares what it can, or takes down that something failed."""

import contextlib
import json
import logging

import requests
from flask import Flask
from flask_login import user_logged_in
from shop.chat import Channel
from shop.events import bus
from shop.keys import new_key
from shop.models import Export, Server, Setting
from sqlalchemy import func, select, text
from sqlalchemy.orm import Session

app = Flask(__name__)
log = logging.getLogger(__name__)
session = Session()


@user_logged_in.connect_via(app)
def add_known_servers(sender: Flask, user: object) -> None:
    try:
        for line in open("/etc/shop/servers"):
            session.add(Server(name=line, owner=user))
        session.commit()
    except Exception:  # ok: nobody waits for it, and people can log in without
        session.rollback()
        log.exception("no servers added")


def bootstrap_settings() -> None:
    try:
        session.add(Setting(name="key", value=new_key()))
        session.commit()
    except Exception:  # ok: it sets up what it can
        session.rollback()


def mark_export_failed(export: Export, reason: str) -> None:
    try:
        export.failed_because = reason
        session.commit()
    except Exception:  # ok: the failure itself is what matters
        session.rollback()
        log.exception("failure of export %s not recorded", export.id)


def _touch_export(export: Export) -> None:
    try:
        export.touched += 1
        session.commit()
    except Exception:  # ok: a helper for what stands beside the work
        session.rollback()
        log.exception("export %s not touched", export.id)


@bus.on("export.started")
def count_export(export: Export) -> None:
    try:
        export.started += 1
        session.commit()
    except Exception:  # ok: nobody waits for what is told of an event
        session.rollback()
        log.exception("export %s not counted", export.id)


def close_export(export: Export) -> None:
    try:
        export.is_open = False
        session.commit()
    except Exception:
        # ok: an export that stays open must not keep others waiting
        session.rollback()
        log.exception("export %s not closed", export.id)


def finish_export(export: Export) -> None:
    try:
        export.is_finished = True
        session.commit()
    except Exception:  # error: swallowed-exception whoever called `finish_export` takes it for done
        session.rollback()
        log.exception("export %s not finished", export.id)


def get_choices() -> list[tuple[int, str]]:
    try:
        return [(server.id, server.name) for server in session.scalars(select(Server))]
    except Exception:  # ok: a form may be built before there is a table
        return []


def servers() -> list[Server]:
    try:
        return list(session.scalars(select(Server)))
    except Exception:  # error: swallowed-exception into `[]`, as if that were the answer
        return []


def names_of_servers() -> list[str]:
    try:
        return [server.name for server in _all_servers()]
    except Exception:  # error: swallowed-exception in `_all_servers()` into `[]`
        return []


def _all_servers() -> list[Server]:
    return list(session.scalars(select(Server)))


def limits_of(server: Server) -> dict[str, int]:
    try:
        return requests.get(f"https://servers.example.com/{server.id}/limits", timeout=5).json()
    except Exception:  # error: swallowed-exception into `{}`, as if that were the answer
        return {}


def purge_servers() -> None:
    try:
        session.execute(text("UPDATE server SET name = '' WHERE name = 'gone'"))
    except Exception:  # ok: tidying up
        pass


def greet(channel: Channel) -> None:
    try:
        channel.send_message("hello")
    except Exception:  # ok: talk
        pass


def count_servers() -> int:
    try:
        return session.scalar(select(func.count(Server.id)))
    except Exception:  # error: swallowed-exception into `0`, as if that were the answer
        return 0


def create_indexes(client: requests.Session, names: list[str]) -> None:
    for name in names:
        try:
            client.create_index(f"https://search.example.com/{name}")
        except Exception as error:  # ok: it may be there already
            log.debug("index %s: %s", name, error)


def ensure_survey_table() -> None:
    try:
        session.execute(text("CREATE TABLE IF NOT EXISTS survey (answer text)"))
        session.commit()
    except Exception:  # ok: it lays out what may be there
        session.rollback()
        log.exception("no table")


def has_changed(name: str) -> bool:
    try:
        answer = requests.get(f"https://files.example.com/{name}", timeout=5)
        return answer.headers["ETag"] != app.config[name]
    except Exception:  # ok: the answer that does no harm
        return True


def fetch_survey() -> None:
    try:
        answer = requests.post("https://surveys.example.com", json={"shop": 1}, timeout=5)
        app.config["survey"] = answer.json()
    except Exception as error:  # ok: the log says what happens without it
        log.debug("no survey, using the last one: %s", error)


def _save_survey(answers: dict[str, str]) -> None:
    try:
        requests.post("https://surveys.example.com/answers", json=answers, timeout=5)
    except Exception as error:  # error: swallowed-exception with `debug`, where nobody looks
        log.debug("no answers sent: %s", error)


def save_survey(answers: dict[str, str]) -> None:
    try:
        requests.post("https://surveys.example.com/answers", json=answers, timeout=5)
    except Exception as error:  # error: swallowed-exception with `debug`, where nobody looks
        log.debug("no answers sent: %s", error)


def _send_answers(answers: dict[str, str]) -> None:
    try:
        requests.post("https://surveys.example.com/answers", json=answers, timeout=5)
    except Exception:  # error: swallowed-exception hides whatever goes wrong in `requests.post()`
        pass


def send_answers(answers: dict[str, str]) -> None:
    try:
        requests.post("https://surveys.example.com/answers", json=answers, timeout=5)
    except Exception:  # error: swallowed-exception hides whatever goes wrong in `requests.post()`
        pass


def start_export(export: Export, channel: Channel) -> None:
    export.start()
    try:
        requests.post("https://exports.example.com/started", json=export.id, timeout=5)
    except Exception as error:  # error: swallowed-exception with `debug`, where nobody looks
        log.debug("nobody was told: %s", error)


def tell_all(export: Export) -> None:
    try:
        requests.post("https://chat.example.com/exports", json=export.id, timeout=5)
    except Exception:  # error: swallowed-exception hides
        pass
    try:
        requests.post("https://mail.example.com/exports", json=export.id, timeout=5)
    except Exception:  # error: swallowed-exception hides
        pass


def tell(export: Export, channel: Channel) -> None:
    with contextlib.suppress(Exception):  # error: swallowed-exception hides
        channel.send_notification(export.id)


def acknowledge(export: Export, channel: Channel) -> None:
    try:
        channel.send_reaction(export.message_id, "done")
    except Exception:  # ok: it only adorns
        pass


def register(server: Server) -> str | None:
    try:
        answer = requests.post("https://servers.example.com", json=server.as_json(), timeout=5)
        return answer.json()["key"]
    except Exception as error:  # ok: whoever wants the key gets none
        log.debug("not registered: %s", error)
    return None


def publish(server: Server) -> None:
    # a failure is reported by the next run
    with contextlib.suppress(Exception):  # ok: a comment says why
        requests.post("https://servers.example.com", json=server.as_json(), timeout=5)


def publish_name(server: Server) -> None:
    # tell the others what it is called
    with contextlib.suppress(Exception):  # error: swallowed-exception `suppress(Exception)` hides
        requests.post("https://servers.example.com", json=json.dumps(server.name), timeout=5)


class Marks:
    def __init__(self) -> None:
        self.known: set[str] = set()

    def load(self) -> None:
        try:
            self.known = {row.name for row in session.execute(text("SELECT name FROM marks"))}
        except Exception:  # error: swallowed-exception into a default
            self.known = set()
