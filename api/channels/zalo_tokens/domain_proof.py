"""The file by which Zalo sees that a domain is ours."""

from __future__ import annotations

import re
from pathlib import Path

from knowledge_base.errors import InvalidInput

_CODE = re.compile(r"[A-Za-z0-9_-]{1,200}")


def write_proof(web_root: Path, code: str) -> Path:
    """Write ``zalo_verifier<code>.html`` where the domain's web server finds it.

    Args:
        web_root: the folder that the domain serves; must exist.
        code: as Zalo's console shows it, with or without the file's name around it.

    Raises:
        InvalidInput: no such folder, or not a code.
    """
    code = code.strip().removeprefix("zalo_verifier").removesuffix(".html")
    if not _CODE.fullmatch(code):
        raise InvalidInput("the verification code has letters that no code has")
    if not web_root.is_dir():
        raise InvalidInput(f"no such folder: {web_root}")
    path = web_root / f"zalo_verifier{code}.html"
    meta = f'<meta name="zalo-platform-site-verification" content="{code}">'
    page = f"<!doctype html><html><head>{meta}<title>Zalo</title></head><body>{code}</body></html>"
    path.write_text(page, encoding="utf-8")
    return path
