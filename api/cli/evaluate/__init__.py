"""``motcua evaluate``: measure the assistant on files of rows, compare two runs."""

import typer

from api.cli.evaluate import compare, conversations, intents, questions, suite

app = typer.Typer(
    help="Measure the assistant on files of rows, one JSON object a line.", no_args_is_help=True
)
app.command()(questions.retrieval)
app.command()(questions.sections)
app.command()(questions.decline)
app.command()(intents.intents)
app.command()(conversations.conversations)
app.command()(compare.compare)
app.command("all")(suite.all_files)
