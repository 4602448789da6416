import { homedir } from 'node:os';
import { join } from 'node:path';

/** What the addon is made of: another version is built in a folder of its own. */
export const versions = { tfjsNode: '4.22.0', tensorflow: '2.21.0', nodeApiHeaders: '1.5.0' };

const cache = process.env.XDG_CACHE_HOME || join(homedir(), '.cache');

/** Where `build-addon.mjs` leaves `@tensorflow/tfjs-node` with its addon, for this checkout and every other. */
export const addonFolder = join(
  cache,
  'bnlab',
  `tfjs-node-${versions.tfjsNode}-tensorflow-${versions.tensorflow}`,
);

/** The package in that folder. */
export const tfjsNode = join(addonFolder, 'node_modules/@tensorflow/tfjs-node');
