from datetime import datetime, timezone

from fastapi import APIRouter, Depends, HTTPException, Request, Response
from shop.passwords import hash_password
from shop.users import User, UserIn, UserOut, UserService, current_user
from sqlmodel import Session
from shop.db import get_session

router = APIRouter()


@router.patch("/me/password")
def change_password(new: str, user: User = Depends(current_user), session: Session = Depends(get_session)) -> None:  # error: business-logic-in-route-handler changes domain objects (line 14)
    user.hashed_password = hash_password(new)
    session.add(user)
    session.commit()


@router.post("/users/{number}/seen")
def seen(number: int, session: Session = Depends(get_session)) -> None:  # error: business-logic-in-route-handler changes domain objects (line 22)
    user = session.get(User, number)
    user.last_seen = datetime.now(timezone.utc)
    session.commit()


@router.put("/users/{number}")
def replace(number: int, data: UserIn, session: Session = Depends(get_session)) -> UserOut:  # error: business-logic-in-route-handler changes domain objects
    user = session.get(User, number)
    if user is None:
        raise HTTPException(404)
    for field, value in data.model_dump(exclude_unset=True).items():
        setattr(user, field, value)
    session.add(user)
    session.commit()
    return UserOut.model_validate(user)


@router.patch("/users/{number}")
def merge(number: int, data: UserIn, session: Session = Depends(get_session)) -> User:  # error: business-logic-in-route-handler changes domain objects
    user = session.get(User, number)
    user.sqlmodel_update(data.model_dump(exclude_unset=True))
    session.add(user)
    session.commit()
    return user


@router.post("/users")
def create(data: UserIn, service: UserService = Depends()) -> UserOut:
    data.password = hash_password(data.password)  # ok: one field of the input, filled in
    return service.create(data)


@router.put("/users/{number}/name")
def rename(number: int, name: str, service: UserService = Depends()) -> User:
    user = service.get(number)
    user.name = name  # ok: the request's field as it is, one doubtful trace alone
    service.update(user)
    return user


@router.get("/users/{number}")
def read(number: int, request: Request, response: Response, service: UserService = Depends()) -> User:
    user = service.get(number)
    user.secret = None  # ok: shapes the answer, nothing is saved
    request.state.user = user
    response.headers["X-User"] = str(user.id)
    return user


@router.get("/users")
def page(service: UserService = Depends()) -> UserOut:
    answer = UserOut()
    answer.items = service.list()  # ok: the handler's own object
    return answer
