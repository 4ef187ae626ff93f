from flask import Blueprint, abort, jsonify, request
from library import loans

books = Blueprint("loans", __name__)


@books.get("/read/<int:number>")
def read(number):
    loan = loans.get_loan(number)
    if loan is None:  # ok: a guard
        abort(404)
    return jsonify(loan.as_dict())


@books.post("/create")
def create():
    data = request.get_json()
    loan = loans.create_loan(data)
    return jsonify(loan.as_dict())


@books.get("/page/<int:number>")
def page(number):
    number, size = loans.page_of(number)
    rows = loans.list_loans(offset=(number - 1) * size, limit=size)  # ok: pagination
    return jsonify([row.as_dict() for row in rows])


@books.post("/translate/<int:number>")
def translate(number):
    try:
        loan = loans.close_loan(number)
    except loans.LoanError as error:  # ok: translates the error
        return jsonify(error=str(error)), 409
    return jsonify(loan.as_dict())


@books.delete("/remove/<int:number>")
def remove(number):
    loans.delete_loan(number)  # ok: one change
    return "", 204


@books.post("/decide/<int:number>")
def decide(number):  # error: business-logic-in-route-handler decides what happens
    loan = loans.get_loan(number)
    if loan.state == "new":
        loans.accept(loan)
    elif loan.state == "late":
        loans.cancel(loan)
    return jsonify(loan.as_dict())


@books.get("/compute/<int:number>")
def compute(number):  # error: business-logic-in-route-handler computes
    loan = loans.get_loan(number)
    net = loan.days * loan.fee
    share = net / sum(part.days for part in loan.volumes)
    return jsonify({"net": net, "share": share})


@books.put("/change/<int:number>")
def change(number):  # error: business-logic-in-route-handler changes domain objects
    loan = loans.get_loan(number)
    loan.state = "closed"
    loan.days = 0
    loans.save(loan)
    return jsonify(loan.as_dict())


@books.post("/process")
def process():  # error: business-logic-in-route-handler runs a process
    data = request.get_json()
    loan = loans.create_loan(data)
    loans.create_volume(loan.id)
    loans.notify_volumes(loan)  # ok: tells others
    return jsonify(loan.as_dict())


@books.delete("/loop/<int:number>")
def loop(number):  # error: business-logic-in-route-handler runs a process
    loan = loans.get_loan(number)
    for part in loan.volumes:
        loans.release(part)
        loans.delete_volume(part.id)
    return jsonify({})
