from flask import Blueprint, abort, request

from forum.services import close_topic

topics = Blueprint("topics", __name__)


@topics.post("/topics/<int:topic_id>/close")
def close(topic_id: int):
    if not request.is_json:
        abort(415)  # ok: a handler
    close_topic(topic_id)
    return "", 204
