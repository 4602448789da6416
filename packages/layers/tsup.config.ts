import { defineConfig } from 'tsup';
import { intoEmptyFolder, preset } from '../../tsup.preset';

export default defineConfig(intoEmptyFolder(preset));
