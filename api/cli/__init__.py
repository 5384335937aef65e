"""The command line, ``motcua``."""
