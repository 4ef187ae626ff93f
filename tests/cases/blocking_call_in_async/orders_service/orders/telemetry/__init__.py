from orders.telemetry.tracing import audited, span, timed
from orders.telemetry.tracing import write_audit as write_audit_line

__all__ = ["audited", "span", "timed", "write_audit_line"]
