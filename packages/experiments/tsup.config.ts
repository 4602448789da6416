import { defineConfig } from 'tsup';
import { builtApart, intoEmptyFolder, preset } from '../../tsup.preset';

const common = { ...preset, entry: ['src/index.ts', 'src/node.ts'], shims: true };

export default defineConfig(
  intoEmptyFolder(
    // d3-array comes as ECMAScript modules only, which Node below 20.19 cannot require.
    ...builtApart(common, { commonJs: { noExternal: ['d3-array', 'internmap'] } }),
  ),
);
