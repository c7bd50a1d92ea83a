#!/usr/bin/env bash
# GNU parallel over ssh: machines of the file HOSTS, one a line, make the parts of a study.
#
#   docs/cluster/ssh.sh HOSTS NAME N
#
# The program and the photographs go to each machine once, each part comes back when it is
# finished, and a machine that fails leaves its parts to the others.
set -euo pipefail
hosts=$1 name=$2 n=$3
mkdir -p parts
parallel --sshloginfile "$hosts" --jobs 1 --retries 5 --basefile gradstep --basefile testdata/photos \
  --return "parts/$name-{}-of-$n.journal" --cleanup \
  ./gradstep study "$name" -dir parts -shard "{}/$n" ::: $(seq "$n")
exec ./gradstep study merge parts
