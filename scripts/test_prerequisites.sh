#!/bin/sh
# The tests drive a real Chromium and read films with ffmpeg: install them where that is ours to do, else say so.
set -eu
export DEBIAN_FRONTEND=noninteractive

may_install() { [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; }

install() {
    echo "Installing $* for the tests"
    apt-get update -qq && apt-get install -y -qq "$@" >/dev/null
}

missing=""
for program in chromium ffmpeg; do
    command -v "$program" >/dev/null || missing="$missing $program"
done
if [ -n "$missing" ] && ! may_install; then
    echo "The tests need$missing: install it (on Debian: apt install$missing) and run make test again." >&2
    exit 1
fi
# shellcheck disable=SC2086 - a list of names
[ -z "$missing" ] || install $missing

# The same browser without its window takes half as long; where there is none, the tests do with the other.
if may_install && ! command -v chromium-headless-shell >/dev/null; then
    install chromium-headless-shell || echo "Without it the tests take longer."
fi
