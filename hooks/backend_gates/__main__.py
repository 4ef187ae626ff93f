"""`python -m backend_gates`."""

from backend_gates.cli import main

raise SystemExit(main())
