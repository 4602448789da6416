#!/usr/bin/env bash
# A sweep in parts, with GNU parallel: a part a core, each in a directory of its own, and at the end all in one.
#
#   gnu-parallel.sh PARTS OUT SWEEP [OPTION...]
#   gnu-parallel.sh 32 runs/learning-rate learning-rate --seeds 1-20
#
# Options of GNU parallel's own go into its variable, for example machines that share this directory:
#
#   PARALLEL='--sshlogin one,two --workdir .' gnu-parallel.sh ...
#
# After a failure or an interruption give the same command again: it goes on where it stopped.
set -euo pipefail

usage='usage: gnu-parallel.sh PARTS OUT SWEEP [OPTION...]'
parts=${1:?$usage} out=${2:?$usage}
: "${3:?$usage}"
shift 2

parallel --will-cite --quote --line-buffer --tag --halt soon,fail=1 \
  bnlab sweep "$@" --jobs 1 --shard "{}/$parts" --out "$out/parts/{}" ::: $(seq "$parts")
bnlab merge "$out"/parts/* --out "$out/whole"
