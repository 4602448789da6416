import { defineConfig } from 'tsup';
import { intoEmptyFolder, withScript } from '../../tsup.preset';

const script = { entry: 'src/index.ts', name: 'bnlab-layers', globalName: 'bnlabLayers' };

export default defineConfig(intoEmptyFolder(withScript(script)));
