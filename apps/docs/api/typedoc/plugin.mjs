import { readFileSync, writeFileSync } from 'node:fs';
import { Converter, ReflectionKind } from 'typedoc';
import { addExamples } from './add-examples.mjs';
import { finishPage } from './finish-page.mjs';
import { moveDefaults } from './move-defaults.mjs';
import { nameModules } from './name-modules.mjs';
import { writePackagePages } from './write-package-pages.mjs';

/** Makes of TypeDoc's pages the reference of the site. */
export function load(app) {
  app.converter.on(Converter.EVENT_RESOLVE_BEGIN, ({ project }) => nameModules(project));
  app.converter.on(Converter.EVENT_RESOLVE_END, ({ project }) => {
    moveDefaults(project);
    addExamples(project);
  });
  app.renderer.postRenderAsyncJobs.push(({ outputDirectory, pages, project }) => {
    const exported = pages.filter(
      ({ model }) => !model.kindOf(ReflectionKind.Project | ReflectionKind.Module),
    );
    // Each is read before any is written: some take parts of others.
    const finished = exported.map(({ url, model }) => {
      const path = `${outputDirectory}/${url}`;
      return { path, contents: finishPage(readFileSync(path, 'utf8'), model, outputDirectory) };
    });
    for (const { path, contents } of finished) writeFileSync(path, contents);
    writePackagePages(project, outputDirectory);
    return Promise.resolve();
  });
}
