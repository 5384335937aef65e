"""The Bot API: ``/bot<token>/<method>`` and files."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse, Response

from tests.fakes.common.forms import read_form
from tests.fakes.telegram import bot_methods, message_methods, webhook_methods
from tests.fakes.telegram.errors import TelegramError, bad_request
from tests.fakes.telegram.params import Params
from tests.fakes.telegram.state import TelegramFake

router = APIRouter()
Method = Callable[[TelegramFake, Params], Any]

METHODS: dict[str, Method] = {
    "getme": bot_methods.get_me,
    "sendmessage": message_methods.send_message,
    "sendphoto": message_methods.send_photo,
    "senddocument": message_methods.send_document,
    "sendlocation": message_methods.send_location,
    "sendchataction": message_methods.send_chat_action,
    "editmessagereplymarkup": message_methods.edit_message_reply_markup,
    "answercallbackquery": bot_methods.answer_callback_query,
    "setmycommands": bot_methods.set_my_commands,
    "getmycommands": bot_methods.get_my_commands,
    "getfile": bot_methods.get_file,
    "setwebhook": webhook_methods.set_webhook,
    "deletewebhook": webhook_methods.delete_webhook,
    "getwebhookinfo": webhook_methods.get_webhook_info,
}


def fake_of(request: Request) -> TelegramFake:
    """The state that this request meets."""
    fake = request.app.state.fake
    assert isinstance(fake, TelegramFake)
    return fake


@router.api_route("/bot{token}/{name}", methods=["GET", "POST"])
async def call(request: Request, token: str, name: str) -> JSONResponse:
    """A method of the Bot API; names are not sensitive to case."""
    fake = _authorised(request, token)
    try:
        params = Params(await read_form(request))
    except ValueError:
        raise bad_request("can't parse the request") from None
    fake.calls.append({"method": name, "fields": params.fields, "files": sorted(params.files)})
    method = METHODS.get(name.lower())
    if method is None:
        raise TelegramError(404, "Not Found: method not found")
    result = method(fake, params)
    if inspect.isawaitable(result):
        result = await result
    return JSONResponse({"ok": True, "result": result})


@router.get("/file/bot{token}/{path:path}")
async def download(request: Request, token: str, path: str) -> Response:
    """The bytes of a file that ``getFile`` told of."""
    fake = _authorised(request, token)
    for file in fake.files.values():
        if file.path == path:
            return Response(file.content, media_type="application/octet-stream")
    raise TelegramError(404, "Not Found")


async def refusal(_: Request, error: Exception) -> JSONResponse:
    """A refusal as JSON, under its HTTP status."""
    assert isinstance(error, TelegramError)
    return JSONResponse(error.body(), error.code)


def _authorised(request: Request, token: str) -> TelegramFake:
    fake = fake_of(request)
    if token != fake.settings.token:
        raise TelegramError(401, "Unauthorized")
    return fake
