"""The API, the command line and the supervisor of motcua."""
