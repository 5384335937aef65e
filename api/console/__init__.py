"""The console of staff at ``/console``: one shell, and the screens in it."""
