import type { SweepJob } from './sweep-job';
import { shellWords } from './shell-words';

/** A workflow with a matrix, a job for each part, and a job that joins what they made. */
export function githubWorkflow({ words, parts, out }: SweepJob): string {
  const sweep = `npx --yes bnlab sweep ${shellWords(words)} --shard auto --out part`;
  const persistently = `until ${sweep}; do [ $((tries += 1)) -le 3 ] || exit 1; done`;
  const indices = Array.from({ length: parts }, (_, index) => index + 1).join(', ');
  return `# A sweep in ${parts} parts, for .github/workflows. Run a job that failed again, and the joining one after it.
name: bnlab sweep
on: workflow_dispatch
permissions:
  contents: read
jobs:
  part:
    runs-on: ubuntu-latest
    strategy:
      fail-fast: false
      matrix:
        part: [${indices}]
    steps:
      - uses: actions/setup-node@v4
        with:
          node-version: 22
      - run: ${JSON.stringify(persistently)}
        env:
          CI_NODE_INDEX: \${{ matrix.part }}
          CI_NODE_TOTAL: ${parts}
      - uses: actions/upload-artifact@v4
        with:
          name: part-\${{ matrix.part }}
          path: part
  merge:
    needs: part
    runs-on: ubuntu-latest
    steps:
      - uses: actions/setup-node@v4
        with:
          node-version: 22
      - uses: actions/download-artifact@v4
        with:
          path: parts
      - run: ${JSON.stringify(`npx --yes bnlab merge parts/* --out ${shellWords([out])}`)}
      - uses: actions/upload-artifact@v4
        with:
          name: bnlab-records
          path: ${JSON.stringify(out)}
`;
}
