"""One module per hook that runs another program."""
