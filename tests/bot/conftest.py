"""Import Rasa before pytest turns warnings into errors: its old dependencies warn a lot."""

import warnings

import pytest

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    import rasa.core.actions.action
    import rasa.core.agent
    import rasa.core.tracker_store  # noqa: F401

    import bot  # noqa: F401


def pytest_configure(config: pytest.Config) -> None:
    # Ours stay errors; the pinned libraries under Rasa are what they are.
    for category in ("DeprecationWarning", "PendingDeprecationWarning", "ResourceWarning"):
        config.addinivalue_line("filterwarnings", f"ignore::{category}")
    config.addinivalue_line("filterwarnings", "ignore::sqlalchemy.exc.SADeprecationWarning")
