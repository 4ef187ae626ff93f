from flask import abort, has_request_context, request
from flask_sqlalchemy import SQLAlchemy

db = SQLAlchemy()


class Topic(db.Model):
    id = db.Column(db.Integer, primary_key=True)

    @classmethod
    def get_topic(cls, topic_id: int) -> "Topic":
        topic = db.session.get(cls, topic_id)
        if topic is None:
            abort(404)  # error: http-concern-outside-transport `get_topic` calls `abort`: raise an error of the domain
        return topic

    @classmethod
    def get_or_404(cls, topic_id: int) -> "Topic":
        return db.session.get(cls, topic_id) or abort(404)  # ok: a helper of views, and called so

    def touch(self) -> None:
        self.seen_from = request.remote_addr  # error: http-concern-outside-transport `touch` reads the current `request`: take the values that it needs

    def log(self) -> str:
        return request.remote_addr if has_request_context() else ""  # ok: works without a request, too
