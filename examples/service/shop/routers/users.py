"""Routes of customers."""

from typing import Annotated

from fastapi import APIRouter, BackgroundTasks, Query, status
from sqlalchemy import select

from shop.dependencies import CurrentUser, MailerDep, SessionDep, SettingsDep, StaffUser
from shop.models import User
from shop.schemas import DuplicateOut, PasswordReset, ResetRequest, UserIn, UserOut
from shop.services import passwords, users

router = APIRouter(prefix="/users", tags=["users"])


@router.post("", status_code=status.HTTP_201_CREATED)
async def register(new: UserIn, session: SessionDep, settings: SettingsDep) -> UserOut:
    """Create a customer."""
    user = await users.register(session, new, settings.bcrypt_rounds)
    return UserOut.model_validate(user)


@router.get("")
async def list_users(
    _: StaffUser, session: SessionDep, limit: Annotated[int, Query(ge=1, le=200)] = 50
) -> list[UserOut]:
    """List the customers by name, for staff."""
    rows = await session.scalars(select(User).order_by(User.name).limit(limit))
    return [UserOut.model_validate(row) for row in rows]


@router.get("/me")
async def read_me(user: CurrentUser) -> UserOut:
    """Tell customers what the shop knows about them."""
    return UserOut.model_validate(user)


@router.get("/duplicates")
async def list_duplicates(
    _: StaffUser, session: SessionDep, alike: Annotated[float, Query(gt=0.5, le=1)] = 0.9
) -> list[DuplicateOut]:
    """List the customers who seem to have registered twice, for staff."""
    pairs = await users.likely_duplicates(session, alike)
    return [
        DuplicateOut(first=UserOut.model_validate(first), second=UserOut.model_validate(second))
        for first, second in pairs
    ]


@router.post("/password-reset", status_code=status.HTTP_204_NO_CONTENT)
async def request_reset(
    wanted: ResetRequest, session: SessionDep, mailer: MailerDep, tasks: BackgroundTasks
) -> None:
    """Mail a token to the address; the answer is the same whoever owns it."""
    token = await passwords.issue_reset_token(session, wanted.email)
    if token is not None:
        tasks.add_task(mailer.send, wanted.email, "Your new password", f"Your token: {token}")


@router.put("/password", status_code=status.HTTP_204_NO_CONTENT)
async def reset_password(wanted: PasswordReset, session: SessionDep, settings: SettingsDep) -> None:
    """Replace a forgotten password."""
    await passwords.reset_password(session, wanted.token, wanted.password, settings.bcrypt_rounds)
