import * as tf from '@tensorflow/tfjs-core';
import { ArgumentError, checkNumber, show } from '@bnlab/arguments';
import type { Moments } from './moments';

/** Throws unless `value` is a float32 tensor whose rank is in [minRank, maxRank]. */
export function checkTensor(
  functionName: string,
  name: string,
  value: unknown,
  { minRank = 0, maxRank = 6 }: { minRank?: number; maxRank?: number } = {},
): asserts value is tf.Tensor {
  if (!(value instanceof tf.Tensor)) {
    throw new ArgumentError(functionName, `${name} must be a tensor, got ${show(value)}`);
  }
  if (value.isDisposed) {
    throw new ArgumentError(
      functionName,
      `${name} must be a tensor that is not disposed of, got ${show(value)}`,
    );
  }
  if (value.dtype !== 'float32') {
    const fix = `cast it with tf.cast(${name}, 'float32')`;
    throw new ArgumentError(functionName, `${name} must be a float32 tensor, got ${value.dtype}; ${fix}`);
  }
  if (value.rank < minRank || value.rank > maxRank) {
    const ranks = minRank === maxRank ? minRank : `${minRank} to ${maxRank}`;
    throw new ArgumentError(functionName, `${name} must be a tensor of rank ${ranks}, got ${show(value)}`);
  }
}

/** Throws unless `value` is a float32 tensor of exactly this shape. */
export function checkShape(
  functionName: string,
  name: string,
  value: unknown,
  { shape, of }: { shape: readonly number[]; of: string },
): void {
  checkTensor(functionName, name, value);
  if (value.rank === shape.length && value.shape.every((size, i) => size === shape[i])) return;
  throw new ArgumentError(
    functionName,
    `${name} must have the shape of ${of}, [${shape.join(', ')}], got ${shapeOf(value)}`,
  );
}

/** Throws unless `axis` is an integer in [-rank, rank). */
export function checkAxis(functionName: string, axis: unknown, rank: number): asserts axis is number {
  if (Number.isInteger(axis) && (axis as number) >= -rank && (axis as number) < rank) return;
  throw new ArgumentError(
    functionName,
    `axis must be an integer from ${-rank} to ${rank - 1} for a tensor of rank ${rank}, got ${show(axis)}`,
  );
}

/** Throws unless `epsilon` is finite and 0 or more. */
export function checkEpsilon(functionName: string, epsilon: unknown): asserts epsilon is number {
  checkNumber(functionName, 'epsilon', epsilon, { min: 0 });
}

/** Throws unless `momentum`, the share of the old value that is kept, is in [0, 1]. */
export function checkMomentum(functionName: string, momentum: unknown): asserts momentum is number {
  if (typeof momentum === 'number' && momentum >= 0 && momentum <= 1) return;
  throw new ArgumentError(
    functionName,
    `momentum must be a number in [0, 1], the share of the old value that is kept, got ${show(momentum)}`,
  );
}

/** Throws unless `value` is a float32 tensor of shape [channels]. */
export function checkPerChannel(functionName: string, name: string, value: unknown, channels: number): void {
  checkTensor(functionName, name, value);
  if (value.rank === 1 && value.size === channels) return;
  throw new ArgumentError(
    functionName,
    `${name} must have shape [${channels}], one value per channel, got ${shapeOf(value)}`,
  );
}

/** Throws unless `value` is an object. `members` describes it in the message: "{ mean, variance }". */
export function checkObject(functionName: string, name: string, value: unknown, members: string): void {
  if (typeof value === 'object' && value !== null) return;
  throw new ArgumentError(functionName, `${name} must be an object ${members}, got ${show(value)}`);
}

/** Throws unless `value` holds a float32 mean and variance of the same shape, and a count: a number or a scalar. */
export function checkMoments(
  functionName: string,
  name: string,
  value: unknown,
): asserts value is Moments<number | tf.Scalar> {
  checkObject(functionName, name, value, '{ mean, variance, count }');
  const { mean, variance, count } = value as Partial<Moments<number | tf.Scalar>>;
  checkTensor(functionName, `${name}.mean`, mean);
  checkShape(functionName, `${name}.variance`, variance, { shape: mean.shape, of: `${name}.mean` });
  if (count instanceof tf.Tensor) checkTensor(functionName, `${name}.count`, count, { maxRank: 0 });
  else checkNumber(functionName, `${name}.count`, count, { min: 0 });
}

/** The shape of a tensor as a message shows it: "[2, 3]". */
export function shapeOf(tensor: tf.Tensor): string {
  return `[${tensor.shape.join(', ')}]`;
}
