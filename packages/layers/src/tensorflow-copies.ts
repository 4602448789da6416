import * as tfl from '@tensorflow/tfjs-layers';
import { ArgumentError } from '@bnlab/arguments';

/*
 * Two copies of TensorFlow.js in one program share the backend and the names of variables, and have classes of their own:
 * a model, layer or initializer of one is none to the other.
 */

const HERE = `tfjs-layers ${tfl.version_layers}`;
const FIX =
  'load @tensorflow/tfjs-layers once: see `npm ls @tensorflow/tfjs-layers`, and install @tensorflow/tfjs-core and ' +
  '@tensorflow/tfjs-layers of one version by name, or leave out the script tag';

/** That an argument is of the other copy of TensorFlow.js. */
export function otherCopyError(functionName: string, argument: string, version?: string): ArgumentError {
  const theirs = version === undefined ? '' : ` (${version})`;
  return new ArgumentError(
    functionName,
    `${argument} must be of the TensorFlow.js that this package uses (${HERE}), got one of another copy in this program` +
      `${theirs}; ${FIX}`,
  );
}

/** The version of TensorFlow.js that a model is of, as it says itself. */
export function versionOfModel(model: tfl.LayersModel): string | undefined {
  try {
    return (model.toJSON(null, false) as { keras_version?: string }).keras_version;
  } catch {
    // Models that cannot be saved do not say.
    return undefined;
  }
}

/** Makes the variables of a layer; each copy of TensorFlow.js numbers layers from 1, and their names must differ. */
export function makeVariable<Variable>(layerName: string, make: () => Variable): Variable {
  try {
    return make();
  } catch (cause) {
    const { message } = cause as Error;
    if (!/already registered/.test(message)) throw cause;
    const problem = `${layerName}: ${message}, by another copy of TensorFlow.js than this package's (${HERE})`;
    throw new Error(`${problem}; ${FIX}`, { cause });
  }
}

const MARK = Symbol.for('@bnlab/layers');

/** Warns if another copy of this package has changed the same TensorFlow.js: models load as the layers of the last. */
export function warnOfTwoPackages(): void {
  const { prototype } = tfl.LayersModel as unknown as { prototype: { [MARK]?: true } };
  if (prototype[MARK]) {
    console.warn(
      '@bnlab/layers: this program has loaded two copies of @bnlab/layers with one TensorFlow.js, and layers of one are not ' +
        'those of the other: see `npm ls @bnlab/layers` and `npm dedupe`, and load it by `import` or by `require`, not both',
    );
  }
  prototype[MARK] = true;
}
