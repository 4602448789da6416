export { ArgumentError } from './argument-error';

// Checks: each names the function, the argument, what it must be and what it got.
export { checkBoolean } from './check-boolean';
export { checkChoice } from './check-choice';
export { checkFunction } from './check-function';
export { checkNumber, type NumberRange } from './check-number';
export { checkOptions } from './check-options';
export { isPlainObject } from './is-plain-object';

// Kinds of values.
export { className } from './class-name';

// Parts of a message.
export { nearestName } from './nearest-name';
export { show } from './show';
