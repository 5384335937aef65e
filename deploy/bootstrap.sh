#!/usr/bin/env bash
# Make both Python environments, each once per change of its pinned requirements.
#   .venv      Python 3.11: API, action server, knowledge base, command line, tests
#   .venv-bot  Python 3.10: Rasa
set -euo pipefail
cd "$(dirname "$0")/.."

say() { printf '• %s\n' "$*" >&2; }
fail() { printf 'motcua: setup.failed: %s\n' "$*" >&2; exit 1; }

find_uv() {
    if command -v uv >/dev/null 2>&1; then command -v uv; return; fi
    if [ ! -x .tools/bin/uv ]; then
        command -v python3 >/dev/null 2>&1 || fail "python3 is missing; install Python 3.11 and 3.10"
        say "uv is missing: fetching it into .tools"
        python3 -m venv .tools >&2 && .tools/bin/pip install --quiet uv >&2 \
            || fail "uv cannot be fetched; install uv, then run again"
    fi
    printf '%s\n' "$PWD/.tools/bin/uv"
}

# The CPU build of torch, never several GB of CUDA: from pip's find-links folder where
# one is set, else from the index that uv knows for it.
torch_source() {
    if [ -n "${PIP_FIND_LINKS:-}" ]; then
        export UV_FIND_LINKS="${UV_FIND_LINKS:-$PIP_FIND_LINKS}"
    else
        export UV_TORCH_BACKEND="${UV_TORCH_BACKEND:-cpu}"
    fi
    if [ -n "${PIP_INDEX_URL:-}" ]; then
        export UV_DEFAULT_INDEX="${UV_DEFAULT_INDEX:-$PIP_INDEX_URL}"
    fi
}

# environment FOLDER PYTHON REQUIREMENTS...
environment() {
    local folder=$1 python=$2; shift 2
    local wanted
    wanted=$(cat "$@" | sha256sum | cut -d' ' -f1)
    if [ -x "$folder/bin/python" ] && [ "$(cat "$folder/.motcua" 2>/dev/null)" = "$wanted" ]; then
        return 1
    fi
    say "$folder: installing for Python $python …"
    rm -rf "$folder"
    "$UV" venv --quiet --python "$python" "$folder" \
        || fail "Python $python is missing and cannot be fetched; install it, then run again"
    local files=() file
    for file in "$@"; do files+=(-r "$file"); done
    # Compiled once here: where bytecode may not be written later, every start would
    # compile TensorFlow again.
    "$UV" pip install --quiet --compile-bytecode --python "$folder/bin/python" "${files[@]}" \
        || fail "the packages of $folder cannot be installed (see above)"
    WANTED=$wanted
}

UV=$(find_uv)
torch_source
if environment .venv 3.11 requirements/services.txt requirements/dev.txt; then
    "$UV" pip install --quiet --python .venv/bin/python --no-deps --no-build-isolation -e .
    echo "$WANTED" > .venv/.motcua
fi
if environment .venv-bot 3.10 requirements/bot.txt requirements/bot-dev.txt; then
    echo "$WANTED" > .venv-bot/.motcua
fi
