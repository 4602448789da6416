import { expect, test } from '@jest/globals';
import { indexGroups } from '../../api/typedoc/index-groups.mjs';

test('public names stand under the comment lines before them, types and renamed ones too', () => {
  const source = `import './x';

// First?
export { a, type B } from './a';
export type { C } from './c';

// Second.
export {
  d as e,
  f,
} from './d';

// @internal For our other packages.
export { g } from './g';
`;
  expect(indexGroups(source)).toEqual([
    { heading: 'First?', names: ['a', 'B', 'C'] },
    { heading: 'Second.', names: ['e', 'f'] },
  ]);
});
