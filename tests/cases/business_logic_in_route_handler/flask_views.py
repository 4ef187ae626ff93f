from flask import Flask, abort, jsonify, redirect, render_template, request, session, url_for
from flask.views import MethodView
from flask_restful import Resource
from shop import carts, mails, users

app = Flask(__name__)


@app.route("/login", methods=["GET", "POST"])
def login():
    if request.method == "POST":  # ok: transport
        user = users.authenticate(request.form["name"], request.form["password"])
        if user is None:
            abort(401)
        session["user"] = user.id
        return redirect(url_for("home"))
    return render_template("login.html")


@app.post("/checkout")
def checkout():  # error: business-logic-in-route-handler runs a process
    cart = carts.load_cart(session["user"])
    if not cart.items:
        abort(400)
    order = carts.create_order(cart)
    carts.charge(order)
    mails.send_receipt(order)
    return jsonify(order.as_dict())


def by_rule(number):  # error: business-logic-in-route-handler computes
    cart = carts.load_cart(number)
    weight = sum(item.weight for item in cart.items)
    return jsonify(fee=weight * cart.rate)


app.add_url_rule("/fee/<int:number>", view_func=by_rule)


class Cart(MethodView):
    def get(self, number):
        return jsonify(carts.load_cart(number).as_dict())

    def delete(self, number):
        carts.delete_cart(number)
        return "", 204

    def patch(self, number):  # error: business-logic-in-route-handler changes domain objects
        cart = carts.load_cart(number)
        cart.items = [item for item in cart.items if item.count]
        carts.save(cart)
        return jsonify(cart.as_dict())


class User(Resource):
    def put(self, number):  # error: business-logic-in-route-handler decides what happens
        user = users.get_user(number)
        if user.is_guest:
            users.promote(user)
        elif user.is_blocked:
            users.unblock(user)
        return user.as_dict()
