"""``motcua``: the command line."""

from __future__ import annotations

import typer

from api.cli import channels, evaluate, privacy, procedures, sandbox, staff, widget
from api.cli.console import console, errors_in_one_line, print_json
from api.settings import Settings

app = typer.Typer(
    help="motcua, trợ lý một cửa: a Vietnamese assistant for a city's one-stop centre.",
    no_args_is_help=True,
    pretty_exceptions_show_locals=False,
)
app.add_typer(procedures.app, name="procedures")
app.add_typer(evaluate.app, name="evaluate")
app.add_typer(staff.app, name="staff")
app.add_typer(channels.app, name="channels")
app.add_typer(widget.app, name="widget")
app.add_typer(privacy.app, name="privacy")
app.add_typer(sandbox.app, name="sandbox")


@app.command()
def setup(
    train: bool = typer.Option(True, help="Train Rasa's model too."),
) -> None:
    """Make whatever is missing: encoder, database, seed knowledge, index, Rasa model."""
    from api.setup.steps import set_up

    with errors_in_one_line():
        set_up(Settings(), console, train)


@app.command()
def run() -> None:
    """Set up what is missing, then start all processes; Ctrl-C stops all of it."""
    from api.setup.steps import set_up
    from api.supervisor.run import claim
    from api.supervisor.run import run as run_all

    settings = Settings()
    # Claimed before minutes of set-up, not after.
    with errors_in_one_line(), claim(settings):
        set_up(settings, console)
        status = run_all(settings, console)
    raise typer.Exit(status)


@app.command()
def index() -> None:
    """Bring the search index up to date with the published procedures."""
    from dataclasses import asdict

    from api.database import make_engine, make_sessions, migrate
    from api.encoders import bulk_encoder
    from knowledge_base.index.from_store import build_from_store

    settings = Settings()
    with errors_in_one_line():
        engine = make_engine(settings.sqlalchemy_url)
        migrate(engine)
        encoder = bulk_encoder(settings)
        print_json(asdict(build_from_store(make_sessions(engine), encoder, settings.index_dir)))


if __name__ == "__main__":
    app()
