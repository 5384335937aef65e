"""``motcua channels``: take the channels live, and see what is missing."""

from __future__ import annotations

import typer

from api.cli.channels import telegram, zalo
from api.cli.channels.check import check

app = typer.Typer(help="Take the channels live, and see what is missing.", no_args_is_help=True)
setup_app = typer.Typer(help="Take a channel live.", no_args_is_help=True)
setup_app.command("zalo")(zalo.setup)
setup_app.command("telegram")(telegram.setup)
app.add_typer(setup_app, name="setup")
app.command("check")(check)
