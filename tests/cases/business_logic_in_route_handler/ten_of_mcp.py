from archive import papers
from mcp.server.fastmcp import FastMCP

mcp = FastMCP("archive")


@mcp.tool()
async def read(number: int) -> object:
    paper = await papers.get_paper(number)
    if paper is None:  # ok: a guard
        raise ValueError("no such paper")
    return paper.as_dict()


@mcp.tool()
async def create(data: dict[str, str]) -> object:
    paper = await papers.create_paper(data)
    return paper.as_dict()


@mcp.tool()
async def page(number: int) -> object:
    number, size = papers.page_of(number)
    rows = await papers.list_papers(offset=(number - 1) * size, limit=size)  # ok: pagination
    return [row.as_dict() for row in rows]


@mcp.tool()
async def translate(number: int) -> object:
    try:
        paper = await papers.close_paper(number)
    except papers.PaperError as error:  # ok: translates the error
        return {"error": str(error)}
    return paper.as_dict()


@mcp.tool()
async def remove(number: int) -> object:
    await papers.delete_paper(number)  # ok: one change
    return "gone"


@mcp.tool()
async def decide(number: int) -> object:  # error: business-logic-in-route-handler decides what happens
    paper = await papers.get_paper(number)
    if paper.state == "new":
        await papers.accept(paper)
    elif paper.state == "late":
        await papers.cancel(paper)
    return paper.as_dict()


@mcp.tool()
async def compute(number: int) -> object:  # error: business-logic-in-route-handler computes
    paper = await papers.get_paper(number)
    net = paper.sheets * paper.price
    share = net / sum(part.sheets for part in paper.pages)
    return {"net": net, "share": share}


@mcp.tool()
async def change(number: int) -> object:  # error: business-logic-in-route-handler changes domain objects
    paper = await papers.get_paper(number)
    paper.state = "closed"
    paper.sheets = 0
    await papers.save(paper)
    return paper.as_dict()


@mcp.tool()
async def process(data: dict[str, str]) -> object:  # error: business-logic-in-route-handler runs a process
    paper = await papers.create_paper(data)
    await papers.create_page(paper.id)
    await papers.notify_pages(paper)  # ok: tells others
    return paper.as_dict()


@mcp.tool()
async def loop(number: int) -> object:  # error: business-logic-in-route-handler runs a process
    paper = await papers.get_paper(number)
    for part in paper.pages:
        await papers.release(part)
        await papers.delete_page(part.id)
    return {}
