#!/usr/bin/env bash
# check.sh SOURCE BIN: runs every "$ command" of the tutorial's console blocks, page by page, in one folder with SOURCE's
# catalog and tutorial files beside it, and compares what is printed (both streams) with the lines that follow it.
set -uo pipefail
source=$1
export PATH="$2:$PATH" KJEDE_HOME=$source NO_COLOR=1 LC_ALL=C.UTF-8
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cp -r "$source/catalog" "$source/docs/tutorial" "$work/"
cd "$work" || exit 1

failed=0
compare() {
  [ -n "$command" ] || return 0
  if [ "$expected" != "$actual" ]; then
    echo "the tutorial is not true: $command"
    diff <(printf '%s' "$expected") <(printf '%s' "$actual")
    failed=1
  fi
}
for page in tutorial/*.md; do
command='' expected='' actual='' inside=no
while IFS= read -r line; do
  case "$line" in
    '```console') inside=yes ;;
    '```') [ $inside = yes ] && { compare; command='' expected=''; inside=no; } ;;
    '$ '*) if [ $inside = yes ]; then
             compare
             command=${line#'$ '} expected=''
             actual=$(eval "$command" 2>&1 </dev/null; echo .) && actual=${actual%.}
           fi ;;
    *) [ $inside = yes ] && expected+="$line"$'\n' ;;
  esac
done < "$page"
done
[ $failed = 0 ] && echo "the tutorial is true"
exit $failed
