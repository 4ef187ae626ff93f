import logging
from typing import Annotated

from fastapi import BackgroundTasks, Depends, FastAPI, HTTPException, Request, Response
from fastapi.responses import JSONResponse
from shop import service
from shop.accounts import Account, current_account
from shop.cases import Case, open_case
from shop.flows import escalate, notify_owner, triage

app = FastAPI()
logger = logging.getLogger(__name__)
CurrentAccount = Annotated[Account, Depends(current_account)]


@app.post("/cases")
def create_case(case: Case, tasks: BackgroundTasks) -> Case:  # error: business-logic-in-route-handler decides what happens (lines 19, 21)
    opened = open_case(case)
    if opened.status == "triage":
        tasks.add_task(triage, opened.id)
    elif opened.status == "escalated":
        tasks.add_task(escalate, opened.id)
    else:
        tasks.add_task(notify_owner, opened.id)
    return opened


@app.get("/cases/{case_id}/contact")
async def contact(case_id: int) -> dict[str, str]:  # error: business-logic-in-route-handler decides what happens (lines 32, 34, 36)
    case = await service.get_case(case_id)
    address = ""
    if case.reporter:
        address = case.reporter.email
    elif case.owner:
        address = case.owner.email
    elif case.team:
        address = case.team.mailbox
    return {"address": address}


@app.post("/cases/{case_id}/signal")
async def signal(case_id: int, kind: str, account: CurrentAccount) -> Case:  # error: business-logic-in-route-handler decides what happens
    case = await service.get_case(case_id)
    match case.status:
        case "open":
            await service.escalate_now(case)
        case "waiting":
            await service.cancel_reminder(case)
        case _:
            logger.info("nothing to signal")
    return case


@app.get("/reports")
async def reports(kind: str) -> list[dict[str, object]]:  # error: business-logic-in-route-handler decides what happens (lines 56, 58)
    if kind == "daily":
        rows = await service.load_daily_reports()
    elif kind == "weekly":
        rows = await service.load_weekly_reports()
    else:
        rows = await service.load_all_reports()
    return rows


@app.get("/cases/{case_id}")
async def read_case(case_id: int, account: CurrentAccount, response: Response) -> Case:
    case = await service.get_case(case_id)
    if case is None:  # ok: a guard that raises
        raise HTTPException(404)
    if not account.may_read(case):
        logger.warning("no access for %s", account.id)
        raise HTTPException(403)
    if case.is_archived:  # ok: only a header
        response.headers["X-Archived"] = "yes"
    return case


@app.get("/cases/{case_id}/summary")
async def summary(case_id: int, request: Request) -> Response:
    case = await service.get_case(case_id)
    if case.is_secret:  # ok: a guard that returns a response
        return JSONResponse({"detail": "secret"}, status_code=403)
    if request.headers.get("Accept") == "text/plain":  # ok: transport
        return Response(case.text)
    return JSONResponse(case.as_dict())


@app.get("/cases")
async def list_cases(tag: str | None = None, page: int = 1, size: int = 20) -> list[Case]:
    filters = {}
    if tag is not None:  # ok: shapes the input
        filters["tag"] = tag
    if size > 100:
        size = 100
    return await service.list_cases(filters, offset=(page - 1) * size, limit=size)  # ok: pagination


@app.put("/cases/{case_id}/owner")
async def change_owner(case_id: int, owner: str, account: CurrentAccount) -> Case:
    case = await service.get_case(case_id)
    if account.is_manager:  # ok: one doubtful branch alone
        case = await service.update_owner(case, owner)
    return case


@app.post("/cases/{case_id}/lock")
async def lock(case_id: int, account: CurrentAccount) -> Case:
    case = await service.get_case(case_id)
    if case.is_locked_by(account):  # ok: the other way out is a guard
        return await service.lock_case(case)
    raise HTTPException(423)


@app.get("/cases/{case_id}/page")
async def page(case_id: int, account: CurrentAccount) -> dict[str, object]:
    case = await service.get_case(case_id)
    answer: dict[str, object] = {"case": case}
    if account.is_authenticated:  # ok: asks about the visitor
        answer["notes"] = await service.list_notes(case)
    if case.closed_at:  # ok: one more field of the answer
        answer["closed"] = case.closed_at
    query = service.notes_of(case)
    if account.team:  # ok: the query grows, nothing is decided
        query = query.visible_to(account.team)
    title = "Case"
    if case.is_urgent:  # ok: wording
        title = "Urgent case"
    return answer | {"notes": query, "title": title}


@app.delete("/cases/{case_id}")
async def remove(case_id: int, account: CurrentAccount) -> None:
    case = await service.get_case(case_id)
    if case.is_open:  # ok: decides only whether to raise
        team = await service.get_team(account)
        if team is None:
            raise HTTPException(403)
    await service.delete_case(case)
