import { cpSync, mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type Output, run } from './run';

/** The folder of this run of the tests, and the registry that has our packages. */
const { BNLAB_TEST_FOLDER: runFolder, BNLAB_TEST_REGISTRY: registry } = process.env;

/** A project of somebody else: a folder outside this repository, with what it installed. */
export interface Project {
  folder: string;
  /** Copies one of `programs/` into the project, at the same place. */
  add(program: string): void;
  write(file: string, text: string): void;
  run(command: string, ...args: string[]): Promise<Output>;
  /** `npm install` of packages by name. */
  install(...packages: string[]): Promise<void>;
}

/** A new project, of CommonJS modules unless `manifest` says otherwise, after `npm install` of packages by name. */
export async function createProject(packages: readonly string[], manifest: object = {}): Promise<Project> {
  const folder = mkdtempSync(join(runFolder!, 'project-'));
  const project: Project = {
    folder,
    add: (program) =>
      cpSync(join(__dirname, '../programs', program), join(folder, program), { recursive: true }),
    write(file, text) {
      mkdirSync(dirname(join(folder, file)), { recursive: true });
      writeFileSync(join(folder, file), text);
    },
    run: (command, ...args) => run(command, args, folder),
    async install(...names) {
      // Npm asks for a scope's packages where the scope says, and for ours without a scope where their tarball is.
      const sources = names.map((name) => (name === 'bnlab' ? `${registry}/bnlab-0.0.0.tgz` : name));
      await run('npm', ['install', '--no-audit', '--no-fund', '--prefer-offline', ...sources], folder);
    },
  };
  project.write('package.json', JSON.stringify({ name: 'consumer', private: true, ...manifest }));
  project.write('.npmrc', `@bnlab:registry=${registry}\n`);
  await project.install(...packages);
  return project;
}
