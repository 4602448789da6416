import { rmSync } from 'node:fs';

export default async function cleanUp(): Promise<void> {
  await globalThis.cleanUpPackages?.();
  rmSync(process.env.BNLAB_TEST_FOLDER!, { recursive: true, force: true });
}
