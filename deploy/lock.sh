#!/usr/bin/env bash
# Compile requirements/*.txt from the groups in pyproject.toml. No index address goes in.
set -euo pipefail
cd "$(dirname "$0")/.."
UV=$(command -v uv || echo .tools/bin/uv)
if [ -n "${PIP_FIND_LINKS:-}" ]; then export UV_FIND_LINKS="$PIP_FIND_LINKS"; else export UV_TORCH_BACKEND=cpu; fi
compile() {
    "$UV" pip compile --quiet --no-header --no-emit-index-url --no-emit-find-links "$@"
}
compile --python-version 3.11 --group services -o requirements/services.txt
compile --python-version 3.11 --group dev -c requirements/services.txt -o requirements/dev.txt
compile --python-version 3.10 --group bot -o requirements/bot.txt
compile --python-version 3.10 --group bot-dev -c requirements/bot.txt -o requirements/bot-dev.txt
