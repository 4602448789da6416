#!/usr/bin/env node
import { existsSync } from 'node:fs';

const commandLine = new URL('../dist/main.cjs', import.meta.url);
if (existsSync(commandLine)) {
  await import(commandLine.href);
} else {
  process.stderr.write('bnlab is not built yet: run "npm run build" at the root of the repository first\n');
  process.exitCode = 1;
}
