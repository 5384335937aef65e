"""``motcua channels``: take the channels live, and see what is missing."""

from __future__ import annotations

import typer

from api.cli.channels import zalo

app = typer.Typer(help="Take the channels live, and see what is missing.", no_args_is_help=True)
setup_app = typer.Typer(help="Take a channel live.", no_args_is_help=True)
setup_app.command("zalo")(zalo.setup)
app.add_typer(setup_app, name="setup")
