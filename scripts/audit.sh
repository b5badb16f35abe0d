#!/usr/bin/env bash
# The main job: audits the sample pages in seeds/ and says where the report lies.
# Usage: scripts/audit.sh [PATHS... [align audit options]]   (default: seeds/ --out audits/seeds)
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
# shellcheck source=scripts/env.sh
. scripts/env.sh
prepare requirements.lock
if [ "$#" -eq 0 ]; then
  set -- seeds/ --out audits/seeds
fi
exec .venv/bin/align audit "$@"
