#!/usr/bin/env bash
#SBATCH --job-name=gradstep
#SBATCH --array=1-20
#SBATCH --cpus-per-task=2
#SBATCH --time=00:30:00
#SBATCH --requeue
# A Slurm job array: each of its tasks makes one part of a study.
#
#   sbatch docs/cluster/slurm.sh recovery
#   sbatch --dependency=afterok:JOBID --wrap './gradstep study merge parts'
#
# A task that was killed goes on where it was when it is queued again.
set -euo pipefail
exec ./gradstep study "$@" -dir parts -workers "${SLURM_CPUS_PER_TASK:-1}" \
  -shard "$SLURM_ARRAY_TASK_ID/$SLURM_ARRAY_TASK_COUNT"
