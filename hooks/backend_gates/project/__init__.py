"""All files of a service as one Project: modules, names, types."""
