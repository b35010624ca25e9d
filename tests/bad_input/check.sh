#!/usr/bin/env bash
# check.sh SOURCE BIN [CASE…]: runs the real program on bad input. A case is a folder with its files, `command` (one
# shell line each) and `expected`: what each line prints, on which stream, and its exit code. Every line runs in a fresh
# copy of the case beside the small catalog. Afterwards no output and no file that the program wrote may hold an
# identity number or a name of persons.txt. UPDATE=1 writes `expected` anew, to be read before it is committed.
set -uo pipefail
export PATH="$2:$PATH" KJEDE_HOME=$1 KJEDE_LANG=en NO_COLOR=1 LC_ALL=C
here=$1/tests/bad_input
shift 2
unset KJEDE_STORE KJEDE_KEY_FILE
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
failed=0

# Data versions are keyed, and so differ from store to store; definition hashes change with the format of definitions.
settled() { sed -E 's/[0-9a-f]{32}/…/g'; }

transcript() {
  local line status
  while IFS= read -r line; do
    bash -c "$line" >"$work/stdout" 2>"$work/stderr" </dev/null
    status=$?
    printf '$ %s\n' "$line"
    settled <"$work/stdout"
    if [ -s "$work/stderr" ]; then echo '-- stderr'; settled <"$work/stderr"; fi
    echo "-- exit $status"
  done <command
}

run_case() {
  mkdir "$work/case" && cp -r "$here/catalog" "$here/cases/$1/." "$work/case/" && cd "$work/case" || exit 1
  touch "$work/began"
  transcript >"$work/actual"
  [ -z "${UPDATE:-}" ] || cp "$work/actual" "$here/cases/$1/expected"
  if ! diff -u "$here/cases/$1/expected" "$work/actual"; then
    echo "$1: not as expected"
    failed=1
  fi
  if grep -q "^-- exit \(70\|1[0-9][0-9]\)" "$work/actual"; then echo "$1: a crash"; failed=1; fi
  keeps_silent "$1"
  cd / && rm -rf "$work/case"
}

# The inputs hold the persons (those a case makes itself are called made*); what was written since must not.
keeps_silent() {
  local file
  while IFS= read -r file; do
    case "${file##*/}" in made*) continue ;; esac
    if [ -e "$here/cases/$1/${file#./}" ]; then continue; fi
    if grep -aqFf "$here/persons.txt" "$file"; then
      echo "$1: ${file#./} shows a person"
      failed=1
    fi
  done < <(find . -type f -newer "$work/began"; echo "$work/actual")
}

cases=("$@")
[ $# -gt 0 ] || mapfile -t cases < <(ls "$here/cases")
for name in "${cases[@]}"; do run_case "$name"; done
[ $failed = 0 ] && echo "${#cases[@]} cases as expected, and no person shown"
exit $failed
