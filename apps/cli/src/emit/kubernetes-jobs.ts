import type { SweepJob } from './sweep-job';
import { shellWords } from './shell-words';

/** An Indexed Job, a pod for each part, and a Job that waits for all of them and joins them. */
export function kubernetesJobs({ words, parts, out }: SweepJob): string {
  const sweep = `npx --yes bnlab sweep ${shellWords(words)} --shard auto --jobs 2`;
  const [pieces, whole] = [shellWords([`${out}/parts`]), shellWords([`${out}/whole`])];
  const part = `exec ${sweep} --out ${pieces}/"$JOB_COMPLETION_INDEX"`;
  const wait = `until [ "$(ls ${pieces}/*/shard-*-of-${parts}-*.json 2>/dev/null | wc -l)" -ge ${parts} ]; do sleep 10; done`;
  return `# A sweep in ${parts} parts: kubectl apply -f this-file. The volume claim bnlab-runs must be one that several nodes may write
# to (ReadWriteMany). A pod that failed or was evicted is replaced, and goes on where it stopped.
apiVersion: batch/v1
kind: Job
metadata:
  name: bnlab-sweep
spec:
  completionMode: Indexed
  completions: ${parts}
  parallelism: ${parts}
  backoffLimitPerIndex: 3
  template:
    spec:
      restartPolicy: Never
      containers:
        - name: bnlab
          image: node:22-slim
          workingDir: /runs
          command: [sh, -c, ${JSON.stringify(part)}]
          env:
            - name: JOB_COMPLETIONS
              value: '${parts}'
          resources:
            requests: { cpu: '2', memory: 2Gi }
            limits: { cpu: '2', memory: 2Gi }
          volumeMounts:
            - { name: runs, mountPath: /runs }
      volumes:
        - name: runs
          persistentVolumeClaim: { claimName: bnlab-runs }
---
# Waits until every part has written down that it is whole.
apiVersion: batch/v1
kind: Job
metadata:
  name: bnlab-merge
spec:
  backoffLimit: 3
  template:
    spec:
      restartPolicy: Never
      containers:
        - name: bnlab
          image: node:22-slim
          workingDir: /runs
          command: [sh, -c, ${JSON.stringify(`${wait}; exec npx --yes bnlab merge ${pieces}/* --out ${whole}`)}]
          volumeMounts:
            - { name: runs, mountPath: /runs }
      volumes:
        - name: runs
          persistentVolumeClaim: { claimName: bnlab-runs }
`;
}
