"""From folders to the facts of every file, through the cache."""
