"""Numbers of rows in an address: what no database can hold is refused before it is asked."""

from __future__ import annotations

from typing import Annotated

from fastapi import Path

RowId = Annotated[int, Path(ge=1, le=2**31 - 1)]
LongRowId = Annotated[int, Path(ge=1, le=2**63 - 1)]
