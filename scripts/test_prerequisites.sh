#!/bin/sh
# The tests drive a real Chromium and read films with ffmpeg: install them where that is ours to do, else say so.
set -eu

missing=""
for program in chromium ffmpeg; do
    command -v "$program" >/dev/null || missing="$missing $program"
done
[ -z "$missing" ] && exit 0

if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    echo "Installing$missing for the tests"
    apt-get update -qq
    # shellcheck disable=SC2086 - a list of names
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq $missing >/dev/null
else
    echo "The tests need$missing: install it (on Debian: apt install$missing) and run make test again." >&2
    exit 1
fi
