"""``python -m tests.fakes.zalo --port 8091``."""

from tests.fakes.common.serving import main
from tests.fakes.zalo.app import zalo_app

main(zalo_app())
