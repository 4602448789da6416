import katex from 'katex';

const part = (name: string, formula: string) => `\\htmlClass{t-${name}}{${formula}}`;
const x = part('x', 'x_i');
const mu = part('mu', '\\mu');
const hat = part('hat', '\\hat{x}_i');
const variance = part('sigma', '\\sigma^2');

const formulas = {
  mean: `${mu} = \\frac{1}{m} \\sum_{i=1}^{m} ${x}`,
  variance: `${variance} = \\frac{1}{m} \\sum_{i=1}^{m} \\left( ${x} - ${mu} \\right)^2`,
  normalized: `${hat} = \\frac{${x} - ${mu}}{\\sqrt{${variance} + ${part('epsilon', '\\varepsilon')}}}`,
  withoutMean: `g_i - ${part('beta', '\\frac{1}{m} \\sum_j g_j')}`,
  withoutSlope: `g_i - ${part('beta', '\\frac{1}{m} \\sum_j g_j')} - ${part('gamma', `\\frac{${hat}}{m} \\sum_j g_j \\hat{x}_j`)}`,
  inputGradient: `\\frac{\\partial L}{\\partial x_i} = \\frac{\\gamma}{\\sqrt{${variance} + \\varepsilon}} \\Bigl( g_i - ${part('beta', '\\frac{1}{m} \\sum_j g_j')} - ${part('gamma', `\\frac{${hat}}{m} \\sum_j g_j \\hat{x}_j`)} \\Bigr)`,
  scaled: `y_i = ${part('gamma', '\\gamma')}\\,${hat} + ${part('beta', '\\beta')}`,
} as const;

/** The four equations as HTML, with a class on each symbol, so that text and figures can light it up. */
export type Formulas = Readonly<Record<keyof typeof formulas, string>>;

declare const data: Formulas;
export { data };

export default {
  load(): Formulas {
    const trust = ({ command }: { command: string }) => command === '\\htmlClass';
    const entries = Object.entries(formulas).map(([name, formula]) => [
      name,
      katex.renderToString(formula, { trust, strict: false, displayMode: true }),
    ]);
    return Object.fromEntries(entries) as Formulas;
  },
};
