import { ReflectionKind } from 'typedoc';
import { publicEntries } from '../../public-entries.mjs';

/** Names each module as users import it, `@bnlab/core` instead of `core/src`. */
export function nameModules(project) {
  const names = new Map(publicEntries().map(({ name, path }) => [path.replaceAll('/./', '/'), name]));
  for (const module of project.getReflectionsByKind(ReflectionKind.Module)) {
    const file = project.getSymbolIdFromReflection(module)?.fileName ?? module.sources?.[0]?.fullFileName;
    module.name = names.get(file) ?? module.name;
  }
}
