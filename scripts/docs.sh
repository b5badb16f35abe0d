#!/usr/bin/env bash
# Builds the documentation into site/, strictly. Usage: scripts/docs.sh [serve]
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
# shellcheck source=scripts/env.sh
. scripts/env.sh
prepare requirements-test.lock
.venv/bin/python scripts/make_docs.py --check
exec .venv/bin/mkdocs "${1:-build}" --quiet --config-file configs/docs.yml
