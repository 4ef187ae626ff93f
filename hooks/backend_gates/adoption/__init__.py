"""Sets the hooks up in a project: what it uses decides which."""
