import views


def setup_routes(app):
    app.router.add_get("/polls", views.index)
    app.router.add_post("/polls/{number}/vote", views.vote)  # ok: registers what another file defines
