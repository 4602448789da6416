import { ArgumentError, checkFunction, isPlainObject, nearestName, show } from '@bnlab/arguments';
import { type BatchNormImplementation, PARTS } from './implementation';

/**
 * Throws if `training` or `inference` is missing, if a part is not a function, or if a plain object has an unknown part:
 * the laws of a misspelt part would otherwise be skipped silently.
 */
export function checkImplementation(
  functionName: string,
  value: unknown,
): asserts value is BatchNormImplementation {
  if (typeof value !== 'object' || value === null) {
    throw new ArgumentError(
      functionName,
      `implementation must be an object with the functions training and inference, got ${show(value)}`,
    );
  }
  for (const key of Object.keys(value)) {
    if (!isMisspelt(value, key)) continue;
    const hint = nearestName(key, PARTS, 'parts');
    throw new ArgumentError(functionName, `implementation has an unknown part "${key}". ${hint}`);
  }
  for (const part of PARTS) checkPart(functionName, part, (value as BatchNormImplementation)[part]);
}

/** An instance of a class may have fields of its own; a plain object is made for this call. */
function isMisspelt(implementation: object, key: string): boolean {
  return isPlainObject(implementation) && !(PARTS as readonly string[]).includes(key);
}

function checkPart(functionName: string, part: (typeof PARTS)[number], value: unknown): void {
  if (part === 'optionalGammaAndBeta' || part === 'exactCentering') {
    if (value === undefined || typeof value === 'boolean') return;
    throw new ArgumentError(functionName, `implementation.${part} must be true or false, got ${show(value)}`);
  }
  const isRequired = part === 'training' || part === 'inference';
  if (isRequired || value !== undefined) checkFunction(functionName, `implementation.${part}`, value);
}
