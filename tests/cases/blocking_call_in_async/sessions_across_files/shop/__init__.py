from shop.database import Session, SessionDep

__all__ = ["Session", "SessionDep"]
