#!/bin/sh
# examples/sjc324_pmed1/prepare.sh DATA OUT: two published instances as tables for `kjede plan locate`.
# DATA holds SJC324.txt (x, y, demand per line) and pmed1.txt (OR-Library: nodes edges p, then edges).
set -eu
data=$1
out=$2
mkdir -p "$out"

tr -d '\r' < "$data/SJC324.txt" |
  awk 'NR == 1 { n = $1; print "id,x,y,weight"; next } NR <= n + 1 { print NR - 1 "," $1 "," $2 "," $3 }' > "$out/sjc324.csv"

# Costs of a p-median instance are the shortest paths of its graph (Floyd-Warshall); an edge given twice counts as last given.
awk '{ for (i = 1; i <= NF; i++) word[++words] = $i }
  END {
    n = word[1]; edges = word[2]; print word[3] > "'"$out"'/pmed1.p"
    for (i = 1; i <= n; i++) for (j = 1; j <= n; j++) d[i, j] = i == j ? 0 : 1e18
    for (e = 0; e < edges; e++) { a = word[4 + 3 * e]; b = word[5 + 3 * e]; d[a, b] = d[b, a] = word[6 + 3 * e] }
    for (k = 1; k <= n; k++) for (i = 1; i <= n; i++) for (j = 1; j <= n; j++)
      if (d[i, k] + d[k, j] < d[i, j]) d[i, j] = d[i, k] + d[k, j]
    print "from,to,cost"
    for (i = 1; i <= n; i++) for (j = 1; j <= n; j++) print i "," j "," d[i, j]
  }' "$data/pmed1.txt" > "$out/pmed1.csv"
