"""Errors as JSON: ``{"code", "message"}`` with a stable code and a Vietnamese message."""

from __future__ import annotations

import structlog
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from pydantic import BaseModel, Field
from starlette.exceptions import HTTPException

from knowledge_base.errors import InvalidInput, MotcuaError, NotFound, RateLimited

log = structlog.get_logger()


class ErrorBody(BaseModel):
    """Body of every error."""

    code: str = Field(description="Stable code of the error.", examples=["procedure.not_found"])
    message: str = Field(
        description="What to do next, in Vietnamese.",
        examples=["Không tìm thấy thủ tục có mã này."],
    )
    details: list[str] = Field([], description="Which fields are wrong.", examples=[["q: thiếu"]])


def install_error_handlers(app: FastAPI) -> None:
    """Answer every error of ``app`` in one shape."""
    app.add_exception_handler(MotcuaError, _motcua_error)
    app.add_exception_handler(RequestValidationError, _validation_error)
    app.add_exception_handler(HTTPException, _http_error)
    app.add_exception_handler(Exception, _unexpected_error)


def error_response(error: MotcuaError, details: list[str] | None = None) -> JSONResponse:
    """``error`` as a response."""
    body = ErrorBody(code=error.code, message=error.message_vi, details=details or [])
    headers = {"Retry-After": str(error.retry_after)} if isinstance(error, RateLimited) else None
    return JSONResponse(body.model_dump(), status_code=error.http_status, headers=headers)


async def _motcua_error(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, MotcuaError)
    if error.http_status >= 500:
        log.error("request.failed", path=request.url.path, code=error.code, reason=str(error))
    return error_response(error)


async def _validation_error(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, RequestValidationError)
    # Never the rejected value itself: it may be somebody's personal data.
    details = [
        f"{'.'.join(str(part) for part in item['loc'])}: {item['msg']}" for item in error.errors()
    ]
    return error_response(InvalidInput("validation"), details)


async def _http_error(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, HTTPException)
    if error.status_code == NotFound.http_status:
        return error_response(NotFound(request.url.path))
    body = ErrorBody(code=f"http.{error.status_code}", message=MotcuaError.message_vi)
    return JSONResponse(body.model_dump(), error.status_code, headers=error.headers)


async def _unexpected_error(request: Request, error: Exception) -> JSONResponse:
    log.exception("request.crashed", path=request.url.path)
    return error_response(MotcuaError("unexpected"))
