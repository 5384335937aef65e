#!/usr/bin/env bash
# Run Rasa's command line in the bot's environment: deploy/rasa.sh data validate …
set -euo pipefail
cd "$(dirname "$0")/.."
state=$(.venv/bin/python -c "from api.settings import Settings; print(Settings().state)")
export PYTHONPATH=$PWD PYTHONWARNINGS=ignore
export RASA_TELEMETRY_ENABLED=false SQLALCHEMY_SILENCE_UBER_WARNING=1 TF_CPP_MIN_LOG_LEVEL=3
export OMP_NUM_THREADS=1 TF_NUM_INTRAOP_THREADS=1 TF_NUM_INTEROP_THREADS=1
export MOTCUA_API_URL=${MOTCUA_API_URL:-http://127.0.0.1:8000}
export MOTCUA_ACTIONS_URL=${MOTCUA_ACTIONS_URL:-http://127.0.0.1:5055/webhook}
export MOTCUA_TRACKER_DB=${MOTCUA_TRACKER_DB:-$state/tracker.db}
exec .venv-bot/bin/python -m rasa "$@"
