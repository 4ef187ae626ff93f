"""The parts of `env-read-outside-settings`: what reads, and where the settings are."""
