import type { HandInputs } from './hand-batch';

/** What the page opens with: an ordinary batch of six, and a loss that wants the first example's output lower. */
export const startingInputs: HandInputs = {
  x: [5, 2.5, -1, 4, -4.5, 1],
  g: [1, 0, 0, -0.5, 0, 0],
  gamma: 1,
  beta: 0,
  epsilon: 0.001,
};

/** The smallest and largest batch that the table shows. */
export const batchLimits = { least: 1, most: 10 } as const;

/** How far a slider goes; fields for numbers take any. */
export const sliderRange = { x: 8, g: 2, gamma: 3, beta: 5 } as const;

/** One change to the whole batch, with what it shows. */
export interface BatchEdit {
  label: string;
  /** What there is to see. */
  observe: string;
  apply: (inputs: HandInputs) => HandInputs;
}

export const batchEdits: readonly BatchEdit[] = [
  {
    label: 'Add 3 to every x',
    observe: 'The mean moves along; the variance, x̂, y and the gradient stay.',
    apply: (inputs) => ({ ...inputs, x: inputs.x.map((value) => round(value + 3)) }),
  },
  {
    label: 'Double every x',
    observe: 'x̂ and y stay (but for ε); the gradient of x is half as large.',
    apply: (inputs) => ({ ...inputs, x: inputs.x.map((value) => round(value * 2)) }),
  },
  {
    label: 'Flip every sign',
    observe: 'x̂ flips its sign with x; the variance stays.',
    apply: (inputs) => ({ ...inputs, x: inputs.x.map((value) => round(-value)) }),
  },
  {
    label: 'Make all x equal',
    observe: 'The variance is 0. Because of ε nothing is divided by 0: every x̂ is 0 and every y is β.',
    apply: (inputs) => ({ ...inputs, x: inputs.x.map(() => inputs.x[0]!) }),
  },
  {
    label: 'One outlier',
    observe: 'One large value takes the mean and the variance with it; the others are pressed together.',
    apply: (inputs) => ({ ...inputs, x: inputs.x.map((value, i) => (i === 0 ? 60 : value)) }),
  },
  {
    label: 'Let γ and β undo it',
    observe: 'With γ = √(σ² + ε) and β = μ every y is its x again: the network can learn to do without.',
    apply: undoNormalization,
  },
];

function undoNormalization(inputs: HandInputs): HandInputs {
  const { x, epsilon } = inputs;
  const mean = x.reduce((total, value) => total + value, 0) / x.length;
  const variance = x.reduce((total, value) => total + (value - mean) ** 2, 0) / x.length;
  return { ...inputs, gamma: Math.sqrt(variance + epsilon), beta: mean };
}

/** One example more, at the end, as long as there is room. */
export function addExample(inputs: HandInputs): HandInputs {
  if (inputs.x.length >= batchLimits.most) return inputs;
  return { ...inputs, x: [...inputs.x, 0], g: [...inputs.g, 0] };
}

/** One example less, as long as one stays. */
export function removeExample(inputs: HandInputs, index: number): HandInputs {
  if (inputs.x.length <= batchLimits.least) return inputs;
  const without = (values: readonly number[]) => values.filter((_, i) => i !== index);
  return { ...inputs, x: without(inputs.x), g: without(inputs.g) };
}

/** Takes the digits away that binary fractions bring: 0.1 + 3 is to read 3.1. */
function round(value: number): number {
  // Not -0, which would be shown with its sign.
  return Math.round(value * 1e6) / 1e6 + 0;
}
