# Sourced by audit.sh, test.sh and docs.sh: makes the environment in .venv, once per lock file.
# Usage: prepare LOCK
#
# PYTHON names the interpreter; ALIGN_PIP_ARGS is passed to pip (to name an index with CPU builds of
# torch, for instance). An installation that was killed half-way is thrown away and made anew.

find_python() {
  local python="${PYTHON:-}"
  if [ -z "$python" ]; then
    for python in python3.13 python3.12 python3.11 python3; do
      command -v "$python" >/dev/null && "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && break
    done
  fi
  if ! "$python" -c 'import sys, venv; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
    echo "scripts/env.sh: expected Python 3.11 or later with venv, found $("$python" --version 2>&1); set PYTHON=/path/to/python3" >&2
    return 2
  fi
  echo "$python"
}

prepare() {
  local lock="$1" python stamp half=.venv/.half-installed
  exec 9>.venv.lock
  if command -v flock >/dev/null && ! flock -n 9; then
    echo "Waiting for another installation into .venv" >&2
    flock 9
  fi
  if [ -e "$half" ] || { [ -e .venv ] && ! .venv/bin/python -c 'import pip' 2>/dev/null; }; then
    echo "Throwing away a .venv that was not finished" >&2
    rm -rf .venv
  fi
  stamp="$(cat requirements.lock "$lock" pyproject.toml | cksum)"
  if [ "$(cat ".venv/.installed-$(basename "$lock")" 2>/dev/null)" != "$stamp" ]; then
    python="$(find_python)" || return 2
    mkdir -p .venv && touch "$half"
    if [ ! -x .venv/bin/python ]; then
      echo "Making .venv with $("$python" --version)" >&2
      "$python" -m venv .venv || { echo "scripts/env.sh: could not make .venv; on Debian install python3-venv" >&2; return 2; }
    fi
    echo "Installing packages (once; a few minutes)" >&2
    # shellcheck disable=SC2086
    .venv/bin/python -m pip install --quiet --disable-pip-version-check ${ALIGN_PIP_ARGS:-} -r "$lock" || return 2
    # shellcheck disable=SC2086
    .venv/bin/python -m pip install --quiet --disable-pip-version-check ${ALIGN_PIP_ARGS:-} --no-deps -e . || return 2
    .venv/bin/python scripts/warm.py || return 2
    echo "$stamp" > ".venv/.installed-$(basename "$lock")"
    rm -f "$half"
  fi
  exec 9>&-
  export HF_HUB_OFFLINE=1 HF_DATASETS_OFFLINE=1 TOKENIZERS_PARALLELISM=false
}

# The browser tests need Chromium: installed where this machine lets us, skipped with a reason where not.
# ALIGN_CHROMIUM names another one; ALIGN_NO_APT=1 installs none.
browser() {
  if [ -n "${ALIGN_CHROMIUM:-}${ALIGN_NO_APT:-}" ] || command -v chromium >/dev/null || command -v chromium-browser >/dev/null; then
    return 0
  fi
  if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    echo "Installing Chromium for the browser tests (once; ALIGN_NO_APT=1 does without)" >&2
    if ! { timeout 120 apt-get -qq update && DEBIAN_FRONTEND=noninteractive timeout 400 apt-get -qq install -y --no-install-recommends \
           chromium fonts-noto-core; } >/dev/null 2>&1; then
      echo "Chromium could not be installed: the browser tests are skipped" >&2
    fi
  fi
}
