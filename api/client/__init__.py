"""A typed client of the API for the bot and the action server.

Clean for Python 3.10 and free of pydantic, because Rasa's process imports it too::

    api = MotcuaApi.from_settings(ClientSettings.from_environment())
    question = CentreQuestion("web:1", "rest", "mấy giờ mở cửa", question="hours")
    answer = await api.answer_centre(question)
"""

from api.client.client import MotcuaApi
from api.client.errors import (
    ApiError,
    ApiRateLimited,
    ApiRejected,
    ApiTextTooLong,
    ApiUnauthorised,
    ApiUnavailable,
)
from api.client.models import Answer, CentreQuestion, Choice, ProcedureQuestion, TurnRecord
from api.client.settings import ClientSettings
from api.client.statuses import TurnStatus

__all__ = [
    "Answer",
    "ApiError",
    "ApiRateLimited",
    "ApiRejected",
    "ApiTextTooLong",
    "ApiUnauthorised",
    "ApiUnavailable",
    "CentreQuestion",
    "Choice",
    "ClientSettings",
    "MotcuaApi",
    "ProcedureQuestion",
    "TurnRecord",
    "TurnStatus",
]
