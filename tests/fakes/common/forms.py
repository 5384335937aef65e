"""Fields and files of a request, however it was encoded."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from email.message import Message
from email.parser import BytesParser
from email.policy import HTTP
from urllib.parse import parse_qsl

from fastapi import Request


@dataclass(frozen=True)
class SentFile:
    """A file as it came."""

    name: str
    content_type: str
    content: bytes


@dataclass
class Form:
    """What a request carried; values that were not texts are JSON."""

    fields: dict[str, str] = field(default_factory=dict)
    files: dict[str, SentFile] = field(default_factory=dict)


async def read_form(request: Request) -> Form:
    """Query, urlencoded, multipart or JSON; the body wins over the query."""
    form = Form(fields=dict(request.query_params))
    kind = request.headers.get("content-type", "")
    body = await request.body()
    if kind.startswith("application/json") and body:
        form.fields.update({name: _text(value) for name, value in json.loads(body).items()})
    elif kind.startswith("multipart/form-data"):
        _read_parts(f"Content-Type: {kind}\r\n\r\n".encode() + body, form)
    else:
        form.fields.update(parse_qsl(body.decode(), keep_blank_values=True))
    return form


def _text(value: object) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _read_parts(message: bytes, form: Form) -> None:
    parsed: Message = BytesParser(policy=HTTP).parsebytes(message)
    for part in parsed.walk():
        name = part.get_param("name", header="content-disposition")
        if not isinstance(name, str):
            continue
        content = part.get_payload(decode=True)
        assert isinstance(content, bytes)
        file_name = part.get_filename()
        if file_name is None:
            form.fields[name] = content.decode()
        else:
            form.files[name] = SentFile(file_name, part.get_content_type(), content)
