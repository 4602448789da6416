import type { SweepJob } from './sweep-job';
import { shellWords } from './shell-words';

/** A shell script that submits a Slurm array, and a job after it that joins the parts. */
export function slurmScript({ words, parts, out }: SweepJob): string {
  const sweep = `bnlab sweep ${shellWords(words)} --shard auto`;
  const [pieces, whole] = [shellWords([`${out}/parts`]), shellWords([`${out}/whole`])];
  return `#!/usr/bin/env bash
# Submits a sweep in ${parts} parts, and a job that joins them: bash this-file. A part that failed or lost its node goes back
# into the queue, three times at most, and goes on where it stopped. bnlab must be on the PATH of the nodes.
set -euo pipefail

array=$(sbatch --parsable --job-name=bnlab --array=1-${parts} --cpus-per-task=2 --mem-per-cpu=1G --time=04:00:00 \\
  --requeue --open-mode=append --output=bnlab-%A_%a.log <<'PART'
#!/usr/bin/env bash
${sweep} --jobs "$SLURM_CPUS_PER_TASK" \\
  --out ${pieces}/"$SLURM_ARRAY_TASK_ID" && exit
code=$?
# A wrong command line (2) stays wrong.
[ "$code" -eq 2 ] || [ "\${SLURM_RESTART_COUNT:-0}" -ge 3 ] || scontrol requeue "$SLURM_JOB_ID"
exit "$code"
PART
)
sbatch --job-name=bnlab-merge --dependency="afterok:$array" --time=00:10:00 --output=bnlab-merge-%j.log <<'MERGE'
#!/usr/bin/env bash
exec bnlab merge ${pieces}/* --out ${whole}
MERGE
`;
}
