#!/bin/sh
# Makes .venv and installs the requirements into it, checked by their hashes. Quick when nothing changed.
set -eu
cd "$(dirname "$0")/.."

stamp=.venv/installed
proof="import django, granian, procrastinate, psycopg, rest_framework, wagtail"
wanted=$(cat requirements/dev.txt | cksum)

# Papers are set with Pango, a library of the system; everything else runs without it.
install_pango() {
    .venv/bin/python -c "import weasyprint" 2>/dev/null >&2 && return
    if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
        echo "Installing Pango for receipts and statements"
        { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq \
            libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fonts-droid-fallback; } >/dev/null && return
    fi
    echo "Receipts and statements need Pango, which is missing: install it (on Debian: apt install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0)." >&2
}

if [ -f "$stamp" ] && [ "$(cat "$stamp")" = "$wanted" ]; then
    .venv/bin/python -c "$proof" 2>/dev/null && install_pango && exit 0
    echo "The installation in .venv is broken: making it anew"
    rm -rf .venv
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
if [ ! -x .venv/bin/pip ]; then
    echo "Making the environment in .venv"
    if ! "$python" -m venv .venv >.venv-error 2>&1; then
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
all=$(grep -c '==' requirements/dev.txt)
echo "Installing the requirements (a minute or two the first time)"
failed=.venv/failed
rm -f "$failed"
{ .venv/bin/python -m pip install --disable-pip-version-check --no-input --progress-bar off --require-hashes \
    -r requirements/dev.txt 2>.venv/errors || touch "$failed"; } |
    while read -r word rest; do
        case $word in
        Collecting | Requirement) count=$((${count:-0} + 1)) && [ $((count % 40)) -eq 0 ] && echo "  $count of $all packages found" ;;
        Installing) echo "  putting them in place" ;;
        esac
    done || true
if [ -e "$failed" ] || ! .venv/bin/python -c "$proof" 2>>.venv/errors; then
    grep -v '^WARNING' .venv/errors | tail -n 5 >&2
    echo "The requirements could not be installed; the lines above say why. Mend that and run make again." >&2
    exit 1
fi
printf '%s' "$wanted" >"$stamp"
install_pango
