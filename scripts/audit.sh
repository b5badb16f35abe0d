#!/usr/bin/env bash
# The main job: audits the sample pages in seeds/ and says where the report lies.
# Usage: scripts/audit.sh [PATHS... [align audit options]]   (default: seeds/ --out audits/seeds)
set -euo pipefail
caller="$PWD"
cd "$(dirname "${BASH_SOURCE[0]}")/.."
# shellcheck source=scripts/env.sh
. scripts/env.sh
prepare requirements.lock
if [ "$#" -eq 0 ]; then
  exec .venv/bin/align audit seeds/ --out audits/seeds
fi
align="$PWD/.venv/bin/align"
cd "$caller"  # paths are the caller's
exec "$align" audit "$@"
