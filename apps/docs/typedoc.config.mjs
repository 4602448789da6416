import { relative } from 'node:path';
import { publicEntries } from './public-entries.mjs';

const packageOf = (entry) => entry.split('/').slice(0, 2).join('/');

/** The API reference: a page for each name that users can import, written to `reference/` as Markdown. */
export default {
  plugin: ['typedoc-plugin-markdown', './api/typedoc/plugin.mjs'],
  tsconfig: 'tsconfig.reference.json',
  entryPoints: publicEntries().map(({ path }) => relative(import.meta.dirname, path)),
  out: 'reference',
  name: 'API reference',
  readme: 'none',
  entryFileName: 'index.md',
  router: 'member',
  // The packages' own type checks report errors.
  skipErrorChecking: true,
  excludeExternals: true,
  excludeInternal: true,
  excludePrivate: true,
  disableSources: true,
  hidePageHeader: true,
  hideBreadcrumbs: true,
  useCodeBlocks: true,
  parametersFormat: 'table',
  interfacePropertiesFormat: 'table',
  classPropertiesFormat: 'table',
  typeAliasPropertiesFormat: 'table',
  typeDeclarationFormat: 'table',
  tableColumnSettings: { hideInherited: true, hideOverrides: true },
  pageTitleTemplates: { member: '{name}' },
  sanitizeComments: true,
  groupOrder: ['Functions', 'Classes', 'Variables', 'Interfaces', 'Type Aliases'],
  // Every name that can be imported says what it is; members whose names say it need not.
  validation: { notExported: false, invalidLink: false, notDocumented: true },
  requiredToBeDocumented: ['Variable', 'Function', 'Class', 'Interface', 'TypeAlias'],
  packagesRequiringDocumentation: [...new Set(publicEntries().map(({ name }) => packageOf(name)))],
  treatValidationWarningsAsErrors: true,
  logLevel: 'Warn',
};
