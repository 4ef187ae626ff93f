"""The results of earlier runs: when nothing has changed since, they are the answer."""
