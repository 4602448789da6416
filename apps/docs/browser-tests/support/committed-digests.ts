import { readFileSync } from 'node:fs';

/** What the compiled engine gives after 200 steps of the lesson's short experiment, without batch norm first. */
export const committedDigests: readonly string[] = (
  JSON.parse(
    readFileSync(`${__dirname}/../../../../packages/layers/test/neural-net/parameter-digests.json`, 'utf8'),
  ) as { sha256: string }[]
).map(({ sha256 }) => sha256);
