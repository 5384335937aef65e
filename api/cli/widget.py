"""``motcua widget``: what a portal's webmaster needs."""

from __future__ import annotations

import typer

from api.cli.console import console, errors_in_one_line, results
from api.settings import Settings
from api.widget.build import built_widget
from api.widget.routes import shelf_of

app = typer.Typer(help="The chat widget for other pages.", no_args_is_help=True)


@app.command()
def tag(
    server: str = typer.Option(..., help="Public address of this motcua, https://…"),
    pin: bool = typer.Option(False, help="This version only, with an integrity hash."),
) -> None:
    """Print the one <script> tag, and say which pages may use it."""
    with errors_in_one_line():
        settings, widget = Settings(), built_widget()
        base = server.rstrip("/")
        if pin:
            # So that it can still be served after an update.
            shelf_of(settings).put(widget)
            source = f"{base}/widget/{widget.version}/motcua.js"
            more = f' integrity="{widget.integrity}" crossorigin="anonymous"'
        else:
            source, more = f"{base}/widget/motcua.js", ""
        line = f'<script src="{source}"{more} defer></script>'
        results.print(line, markup=False, soft_wrap=True)
        console.print(f"version {widget.version}, {len(widget.zipped) / 1024:.1f} kB zipped")
        origins = ", ".join(settings.widget_origin_list) or "none: set MOTCUA_WIDGET_ORIGINS"
        console.print(f"pages allowed: {origins}", markup=False)
