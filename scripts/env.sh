# Sourced by audit.sh and test.sh: makes the environment in .venv, once per lock file.
# Usage: prepare LOCK EXTRA   (EXTRA is the pyproject extra for Pythons the lock is not for, or empty)
#
# PYTHON names the interpreter; ALIGN_PIP_ARGS is passed to pip (to name an index with CPU builds of
# torch, for instance).

prepare() {
  local lock="$1" extra="$2" python="${PYTHON:-}" stamp
  if [ -z "$python" ]; then
    for python in python3.13 python3.12 python3.11 python3; do
      command -v "$python" >/dev/null && "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && break
    done
  fi
  if ! "$python" -c 'import sys, venv; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
    echo "scripts/env.sh: expected Python 3.11 or later with venv, found $("$python" --version 2>&1); set PYTHON=/path/to/python3" >&2
    return 2
  fi
  if [ ! -x .venv/bin/python ] || ! .venv/bin/python -c 'import pip' 2>/dev/null; then
    echo "Making .venv with $("$python" --version)" >&2
    "$python" -m venv .venv || { echo "scripts/env.sh: could not make .venv; on Debian install python3-venv" >&2; return 2; }
  fi
  stamp="$(cat requirements.lock "$lock" pyproject.toml | cksum)"
  if [ "$(cat ".venv/.installed-$(basename "$lock")" 2>/dev/null)" != "$stamp" ]; then
    echo "Installing packages (once; a few minutes)" >&2
    if .venv/bin/python -c 'import sys; sys.exit(sys.version_info < (3, 11))'; then
      # shellcheck disable=SC2086
      .venv/bin/python -m pip install --quiet --disable-pip-version-check ${ALIGN_PIP_ARGS:-} -r "$lock" || return 2
      .venv/bin/python -m pip install --quiet --disable-pip-version-check ${ALIGN_PIP_ARGS:-} --no-deps -e . || return 2
    else
      # shellcheck disable=SC2086
      .venv/bin/python -m pip install --quiet --disable-pip-version-check ${ALIGN_PIP_ARGS:-} 'torch==2.13.0' -e ".$extra" || return 2
    fi
    .venv/bin/python scripts/warm.py || return 2
    echo "$stamp" > ".venv/.installed-$(basename "$lock")"
  fi
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
