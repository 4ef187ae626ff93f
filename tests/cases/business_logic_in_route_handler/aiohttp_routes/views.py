from aiohttp import web

import db

routes = web.RouteTableDef()


async def index(request):
    async with request.app["db"].acquire() as connection:
        polls = await db.list_polls(connection)
    return web.json_response([dict(poll) for poll in polls])


async def vote(request):  # error: business-logic-in-route-handler runs a process
    data = await request.post()
    async with request.app["db"].acquire() as connection:
        ballot = await db.create_ballot(connection, data["choice"])
        await db.increment_votes(connection, ballot.choice)
    raise web.HTTPFound("/polls")


@routes.view("/polls/{number}")
class Poll(web.View):
    async def get(self):
        poll = await db.get_poll(self.request.match_info["number"])
        return web.json_response(poll.as_dict())

    async def patch(self):  # error: business-logic-in-route-handler computes
        poll = await db.get_poll(self.request.match_info["number"])
        share = poll.votes / poll.voters
        return web.json_response({"share": share, "missing": poll.voters - poll.votes})
