#!/usr/bin/env bash
# Makes a study with N processes on this machine, kills two of them on the way as a
# crash would, starts these again, and joins the parts.
#
#   docs/cluster/local.sh GRADSTEP NAME N OUT [FLAGS]
#
# GRADSTEP is the program, built once; OUT gets the tables; FLAGS such as -small go to
# every process.
set -euo pipefail
gradstep=$1 name=$2 n=$3 out=$4
shift 4
flags=("$@")
parts=$(mktemp -d)
trap 'rm -rf "$parts"' EXIT

pids=()
start() { # part I, in the background
  "$gradstep" study "$name" -shard "$1/$n" -workers 1 -dir "$parts/$1" "${flags[@]}" >/dev/null &
  pids[$1]=$!
}

for i in $(seq "$n"); do start "$i"; done
living=(1 "$n")
while [ "${#living[@]}" -gt 0 ]; do # a process is killed when its journal has a head and a finished job
  left=()
  for i in "${living[@]}"; do
    journal=$parts/$i/$name-$i-of-$n.journal
    if [ "$(cat "$journal" 2>/dev/null | wc -l)" -ge 2 ]; then
      kill -KILL "${pids[i]}" 2>/dev/null || true
    elif kill -0 "${pids[i]}" 2>/dev/null; then
      left+=("$i")
    fi
  done
  living=("${left[@]}")
done
failed=()
for i in $(seq "$n"); do
  wait "${pids[i]}" 2>/dev/null || failed+=("$i")
done
echo "killed and started again: ${failed[*]:-none}"
for i in "${failed[@]}"; do start "$i"; done
for i in "${failed[@]}"; do wait "${pids[i]}"; done
"$gradstep" study merge -dir "$out" "$parts"/*/
