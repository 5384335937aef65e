"""Accounts of staff: roles, sign-in, sessions. The screens are in ``api.console``."""
