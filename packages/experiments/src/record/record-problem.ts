import type { DataRecord } from './data-record';
import type { NetworkRecord, RunRecord } from './run-record';

/** Records of early versions do not name their images, all of them MNIST's. */
const MNIST_COUNTS = { validation: 5000, test: 10_000 };

/**
 * The contradiction in a record, in words, where JSON Schema cannot tell: steps that fall, a final accuracy that is not
 * the last, an accuracy that is no share of the images, a share of right guesses that is another.
 */
export function recordProblem({ networks, data }: RunRecord): string | undefined {
  const names = networks.map(({ name }) => name);
  const double = names.find((name, index) => names.indexOf(name) !== index);
  if (double !== undefined) return `there are two networks "${double}"`;
  for (const network of networks) {
    const problem = curveProblem(network) ?? shareProblem(network, data ?? MNIST_COUNTS);
    if (problem !== undefined) return `"${network.name}" has ${problem}`;
  }
  return undefined;
}

function curveProblem(network: NetworkRecord): string | undefined {
  const { steps, validationAccuracy, finalValidationAccuracy, peak } = network;
  if (steps.length !== validationAccuracy.length) {
    return `${steps.length} steps and ${validationAccuracy.length} accuracies`;
  }
  const fall = steps.findIndex((step, index) => index > 0 && step <= steps[index - 1]!);
  if (fall !== -1) return `step ${steps[fall]} after step ${steps[fall - 1]}`;
  const last = validationAccuracy.at(-1);
  if (finalValidationAccuracy !== last) {
    return `a final validation accuracy of ${finalValidationAccuracy}, and a last one of ${last}`;
  }
  if (!peak) return undefined;
  const highest = Math.max(...validationAccuracy);
  const isPeak =
    peak.validationAccuracy === highest && peak.step === steps[validationAccuracy.indexOf(highest)];
  return isPeak
    ? undefined
    : `a peak of ${peak.validationAccuracy} at step ${peak.step} that its curve lacks`;
}

function shareProblem(
  { validationAccuracy, testAccuracy, predictions }: NetworkRecord,
  { validation, test }: Pick<DataRecord, 'validation' | 'test'>,
): string | undefined {
  const odd = validationAccuracy.find((accuracy) => !isShare(accuracy, validation));
  if (odd !== undefined) return `a validation accuracy of ${odd}, which is no share of ${validation} images`;
  if (!isShare(testAccuracy, test)) {
    return `a test accuracy of ${testAccuracy}, which is no share of ${test} images`;
  }
  if (!predictions) return undefined;
  const { digits, guesses, accuracy } = predictions;
  if (digits.length !== guesses.length) return `${digits.length} digits and ${guesses.length} guesses`;
  const right = digits.filter((digit, index) => digit === guesses[index]).length;
  return Math.abs(accuracy * digits.length - right) < ROUNDING
    ? undefined
    : `${right} of ${digits.length} right guesses, and an accuracy of ${accuracy}`;
}

/** A share that float32 or some digits of decimals have rounded. */
const ROUNDING = 1e-3;

function isShare(accuracy: number, images: number): boolean {
  const right = accuracy * images;
  return Math.abs(right - Math.round(right)) < ROUNDING;
}
