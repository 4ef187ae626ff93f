from flask import jsonify
from werkzeug.exceptions import Conflict, NotFound

from forum.models import Topic, db


def close_topic(topic_id: int) -> None:
    topic = db.session.get(Topic, topic_id)
    if topic is None:
        raise NotFound  # error: http-concern-outside-transport `close_topic` raises `NotFound`
    if topic.closed:
        raise Conflict("closed already")  # ok: one finding a function
    topic.closed = True


def topic_as_json(topic_id: int):
    topic = Topic.get_topic(topic_id)
    return jsonify(id=topic.id)  # error: http-concern-outside-transport `topic_as_json` makes a response with `jsonify`
