from flask import Blueprint, Flask, abort, jsonify, make_response, redirect, render_template
from flask_restful import Resource
from shop.orders import find, ship

app = Flask(__name__)
blueprint = Blueprint("orders", __name__)


@app.get("/orders/<order_id>")
def read(order_id):
    if not find(order_id):
        return jsonify({"error": "no order"})  # error: error-returned-as-success `"error": "no order"` is an error, and returned as a success: return it with its status
    return jsonify(find(order_id))


@app.get("/fields/<order_id>")
def by_fields(order_id):
    if not find(order_id):
        return jsonify(success=False, message="no order")  # error: error-returned-as-success `"success": False`
    return jsonify(success=True)


@blueprint.route("/made/<order_id>")
def made(order_id):
    return make_response(jsonify(error="no order"))  # error: error-returned-as-success `"error": "no order"`


@blueprint.route("/headers/<order_id>")
def with_headers(order_id):
    return {"error": "no order"}, {"X-Shop": "1"}  # error: error-returned-as-success `"error": "no order"`


@blueprint.route("/text/<order_id>")
def text(order_id):
    if not find(order_id):
        return "Order not found"  # error: error-returned-as-success `"Order not found"`
    return "Shipped"


@blueprint.route("/caught/<order_id>")
def caught(order_id):
    try:
        return ship(order_id)
    except ValueError as e:
        return f"Could not ship: {e}"  # error: error-returned-as-success a text with `e` in it


class Orders(Resource):
    def get(self, order_id):
        if not find(order_id):
            return {"message": "Order not found"}  # error: error-returned-as-success `"message": "Order not found"`
        return {"message": "Shipped"}

    def put(self, order_id):
        return {"message": "Order not found"}, 404  # ok: the status says so


@app.errorhandler(404)
def not_found(error):
    return render_template("404.html")  # error: error-returned-as-success the answer to an exception is returned as a success


@app.errorhandler(500)
def broken(error):
    return jsonify(problem="broken")  # error: error-returned-as-success the answer to an exception is returned


@app.errorhandler(403)
def denied(error):
    return {"problem": "denied"}  # error: error-returned-as-success the answer to an exception is returned


@app.errorhandler(405)
def no_method(error):
    return jsonify(problem="no such method"), 405  # ok: the status says so


@app.errorhandler(409)
def conflict(error):
    return error  # ok: the exception's own status


@app.get("/tuple/<order_id>")
def with_status(order_id):
    return jsonify({"error": "no order"}), 404  # ok: the status says so


@app.get("/chosen/<order_id>")
def with_chosen_status(order_id):
    return jsonify({"error": "no order"}), 200  # ok: 200 is said, not forgotten


@app.get("/made-with/<order_id>")
def made_with_status(order_id):
    return make_response(jsonify({"error": "no order"}), 404)  # ok: the status says so


@app.get("/abort/<order_id>")
def aborted(order_id):
    abort(404, {"error": "no order"})  # ok: raised


@app.get("/set/<order_id>")
def status_is_set(order_id):
    answer = jsonify({"error": "no order"})
    answer.status_code = 404
    return answer  # ok: the status is set


@app.get("/form/<order_id>")
def form(order_id):
    if not find(order_id):
        return render_template("order.html", error="no order")  # ok: a page
    return redirect("/")


@app.errorhandler(410)
def gone(error):
    return render_template("410.html"), 410  # ok: the status says so


@app.errorhandler(401)
def not_known(error):
    return redirect("/login")  # ok: a redirect
