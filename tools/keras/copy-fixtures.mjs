// node tools/keras/copy-fixtures.mjs CASES: copies the models that the tests of @bnlab/layers load, of those that make.py wrote.
import { copyFileSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Each fixture, the case that it is, and whether it is trained on as well. */
const fixtures = [
  ['dtype-float64', 'dtype_float64-k2', true],
  ['epsilon-0', 'epsilon_0-k2', true],
  ['shared-training-mixed', 'shared_training_mixed-k2', true],
  ['keras3-call-training-true', 'call_training_true-k3', true],
  ['base-called-training-false', 'transfer_unfrozen-k2', true],
  ['constraint-on-load', 'constraint_trained-k2', false],
  ['constraint-in-training', 'constraint_trained_maxnorm-k2', true],
  ['fused-variance', 'conv2d-k2', true],
  ['keras3-h5-functional', 'mobile-k3h5', false],
  ['keras3-zip-nested', 'siamese_add-k3zip', false],
  ['separable-save', 'separable-k3', false],
];

const target = join(import.meta.dirname, '../../packages/layers/test/fixtures/keras');

const [, , cases] = process.argv;
for (const [name, source, isTrained] of fixtures) {
  const [from, to] = [join(cases, source), join(target, name)];
  rmSync(to, { recursive: true, force: true });
  mkdirSync(to);
  for (const file of readdirSync(from))
    if (file !== 'io.json') copyFileSync(join(from, file), join(to, file));
  const { training, ...expected } = JSON.parse(readFileSync(join(from, 'io.json'), 'utf8'));
  const written = isTrained ? { ...expected, training } : expected;
  writeFileSync(join(to, 'expected.json'), `${JSON.stringify(written)}\n`);
}
