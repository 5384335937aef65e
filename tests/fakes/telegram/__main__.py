"""``python -m tests.fakes.telegram --port 8092``."""

from tests.fakes.common.serving import main
from tests.fakes.telegram.app import telegram_app

main(telegram_app())
