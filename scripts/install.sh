#!/bin/sh
# Makes .venv and installs the requirements into it, checked by their hashes. Quick when nothing changed.
set -eu
cd "$(dirname "$0")/.."

stamp=.venv/installed
proof="import django, granian, procrastinate, psycopg, rest_framework, wagtail"
wanted=$(cat requirements/dev.txt | cksum)

# Papers are set with Pango, a library of the system, and names in the scripts of everywhere with its fonts; everything
# else runs without them.
papers="libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fontconfig fonts-noto-core fonts-wqy-microhei"

# A letter of Chinese, Japanese, Korean, Arabic, Hebrew, Devanagari and Thai each.
has_letters() {
    for letter in 4e2d 3042 ac00 0628 05d0 0915 0e01; do
        fc-list ":charset=$letter" family 2>/dev/null | grep -q . || return 1
    done
}

install_what_papers_need() {
    .venv/bin/python -c "import weasyprint" 2>/dev/null >&2 && has_letters && return
    if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
        echo "Installing Pango and fonts for receipts, statements and certificates"
        # shellcheck disable=SC2086 - a list of names
        { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq $papers; } >/dev/null && return
    fi
    if .venv/bin/python -c "import weasyprint" 2>/dev/null >&2; then
        echo "Names in Chinese, Korean, Thai and other scripts would be boxes on receipts and certificates: fonts for them are missing (on Debian: apt install fontconfig fonts-noto-core fonts-wqy-microhei)." >&2
    else
        echo "Receipts, statements and certificates need Pango, which is missing: install it (on Debian: apt install $papers)." >&2
    fi
}

if [ -f "$stamp" ] && [ "$(cat "$stamp")" = "$wanted" ]; then
    .venv/bin/python -c "$proof" 2>/dev/null && install_what_papers_need && exit 0
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
install_what_papers_need
