"""``motcua sandbox``: what stands in for outside services in trials."""

from __future__ import annotations

import typer

from api.cli.console import errors_in_one_line, results
from api.privacy.phones.sms import SANDBOX_FILE, SandboxSms
from api.settings import Settings

app = typer.Typer(help="Stand-ins for outside services, for trials.", no_args_is_help=True)


@app.callback()
def _sandbox() -> None:
    """Keeps ``sms`` a command of its own."""


@app.command()
def sms() -> None:
    """The short messages that were written instead of sent (MOTCUA_SMS=sandbox), oldest first."""
    with errors_in_one_line():
        for line in SandboxSms(Settings().state / SANDBOX_FILE).read():
            results.print(f"{line['at']}  {line['phone']}  {line['text']}", soft_wrap=True)
