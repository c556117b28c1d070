#!/bin/sh
# Makes .venv and installs the requirements into it, checked by their hashes. Quick when nothing changed.
set -eu
cd "$(dirname "$0")/.."

stamp=.venv/installed
wanted=$(cat requirements/dev.txt | cksum)
if [ -f "$stamp" ] && [ "$(cat "$stamp")" = "$wanted" ] && .venv/bin/python -c "" 2>/dev/null; then
    exit 0
fi

python=${PYTHON3:-python3}
if ! command -v "$python" >/dev/null; then
    echo "Python 3.11 or newer is needed and $python was not found: install it and run make again." >&2
    exit 1
fi
if ! "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))'; then
    echo "Python 3.11 or newer is needed; $python is $("$python" -V 2>&1). Set PYTHON3 to a newer one." >&2
    exit 1
fi
if [ ! -x .venv/bin/python ]; then
    echo "Making the environment in .venv"
    if ! "$python" -m venv .venv 2>.venv-error; then
        if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
            echo "Installing python3-venv"
            apt-get update -qq && apt-get install -y -qq python3-venv >/dev/null
            "$python" -m venv --clear .venv
        else
            cat .venv-error >&2
            rm -f .venv-error
            echo "Python's venv module is missing: install it (on Debian: apt install python3-venv) and run make again." >&2
            exit 1
        fi
    fi
    rm -f .venv-error
fi
echo "Installing the requirements (a minute or two the first time)"
if ! .venv/bin/python -m pip install --disable-pip-version-check --quiet --require-hashes -r requirements/dev.txt; then
    echo "The requirements could not be installed; the lines above say why. Mend that and run make again." >&2
    exit 1
fi
printf '%s' "$wanted" >"$stamp"
