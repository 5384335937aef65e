"""The database: engine, sessions, migrations."""

from api.database.engine import make_engine, make_sessions
from api.database.migrate import migrate

__all__ = ["make_engine", "make_sessions", "migrate"]
