"""Leave nothing of deleted rows in the files of a database."""

from __future__ import annotations

from sqlalchemy import Engine, text


def empty_write_ahead_log(engine: Engine) -> bool:
    """Empty SQLite's write-ahead log, which holds pages as they were before a deletion.

    PostgreSQL's own log and dead rows are the business of its VACUUM and of back-ups.

    Returns:
        Whether it is empty now; a reader at work prevents it.
    """
    if engine.dialect.name != "sqlite":
        return True
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        busy = connection.execute(text("PRAGMA wal_checkpoint(TRUNCATE)")).scalar()
    return not busy
