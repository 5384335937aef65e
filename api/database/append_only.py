"""Triggers that let a table only grow, in SQLite and in PostgreSQL.

A migration that rebuilds the table (Alembic's batch mode on SQLite) loses them and must
install them again.
"""

from __future__ import annotations

from sqlalchemy import Connection, text

_SQLITE = (
    """CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table}
    BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END""",
    """CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table}
    BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END""",
    # INSERT OR REPLACE deletes without firing the trigger for deletes.
    """CREATE TRIGGER {table}_no_replace BEFORE INSERT ON {table}
    WHEN EXISTS (SELECT 1 FROM {table} WHERE {key} = NEW.{key})
    BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END""",
)
_POSTGRESQL = (
    """CREATE FUNCTION {table}_refuse() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN RAISE EXCEPTION '{table} is append-only'; END $$""",
    """CREATE TRIGGER {table}_no_change BEFORE UPDATE OR DELETE ON {table}
    FOR EACH ROW EXECUTE FUNCTION {table}_refuse()""",
    """CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table}
    FOR EACH STATEMENT EXECUTE FUNCTION {table}_refuse()""",
)


def make_append_only(connection: Connection, table: str, key: str) -> None:
    """Refuse every update, delete and replacement of a row of ``table`` from now on.

    Args:
        connection: of the migration.
        table: its name.
        key: its primary key's column.
    """
    statements = _SQLITE if connection.dialect.name == "sqlite" else _POSTGRESQL
    for statement in statements:
        connection.execute(text(statement.format(table=table, key=key)))


def drop_append_only(connection: Connection, table: str) -> None:
    """Take away what PostgreSQL keeps after the table is dropped; SQLite keeps nothing."""
    if connection.dialect.name != "sqlite":
        connection.execute(text(f"DROP FUNCTION {table}_refuse() CASCADE"))
