import katex from 'katex';

const formulas = {
  x: 'x_i',
  xHat: '\\hat{x}_i',
  y: 'y_i',
  g: '\\partial L / \\partial y_i',
  dx: '\\partial L / \\partial x_i',
  gamma: '\\gamma',
  beta: '\\beta',
  epsilon: '\\epsilon',
  mean: '\\mu_B = \\frac{1}{m} \\sum_i x_i',
  variance: '\\sigma_B^2 = \\frac{1}{m} \\sum_i (x_i - \\mu_B)^2',
  normalized: '\\hat{x}_i = \\frac{x_i - \\mu_B}{\\sqrt{\\sigma_B^2 + \\epsilon}}',
  scaled: 'y_i = \\gamma \\hat{x}_i + \\beta',
  dGamma: '\\frac{\\partial L}{\\partial \\gamma} = \\sum_i \\frac{\\partial L}{\\partial y_i} \\hat{x}_i',
  dBeta: '\\frac{\\partial L}{\\partial \\beta} = \\sum_i \\frac{\\partial L}{\\partial y_i}',
  gradient:
    '\\frac{\\partial L}{\\partial x_i} = \\frac{\\gamma}{\\sqrt{\\sigma_B^2 + \\epsilon}} \\left( ' +
    '\\frac{\\partial L}{\\partial y_i} - \\frac{1}{m} \\frac{\\partial L}{\\partial \\beta} - ' +
    '\\frac{\\hat{x}_i}{m} \\frac{\\partial L}{\\partial \\gamma} \\right)',
} as const;

/** The lesson's symbols and equations as HTML, by what they stand for; made when the site is built. */
export type Symbols = Readonly<Record<keyof typeof formulas, string>>;

declare const data: Symbols;
export { data };

export default {
  load(): Symbols {
    const entries = Object.entries(formulas).map(([name, formula]) => [name, katex.renderToString(formula)]);
    return Object.fromEntries(entries) as Symbols;
  },
};
