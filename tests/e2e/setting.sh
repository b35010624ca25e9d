# Sourced by the cases: an empty folder, the program, and how a case fails.
set -euo pipefail
export KJEDE_LANG=en  # the cases read what is printed
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
kjede() { "$KJEDE" --quiet "$@"; }
fail() { echo "FAILED: $*"; exit 1; }
same() { cmp "$1" "$2" || fail "$3"; }
