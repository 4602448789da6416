import type { ExperimentResult, Guesses } from '@bnlab/experiments';
import type { Dataset } from '@bnlab/mnist';
import { predictionGrid } from '@bnlab/viz/prediction-grid';
import { toSvg } from '@bnlab/viz/node';
import { htmlEscape } from 'escape-goat';
import { figureId } from './figure-id';
import { provenanceHtml } from './provenance-html';

const titles = {
  batch: 'Each image normalized with its own mean and variance',
  population: 'Each image normalized with the population’s mean and variance',
} as const;

/** The experiments that guess single images: the digits and the guesses of the first seed of each. */
export function guessesSection(experiments: readonly ExperimentResult[], testImages?: Dataset): string {
  const figures = experiments
    .map((experiment) => guessesFigure(experiment, testImages))
    .filter((figure) => figure !== '');
  if (figures.length === 0) return '';
  return `<section id="guesses"><h2>One image at a time</h2>
<p>The same trained network guesses single images of the test set. A batch of one image has itself for a mean: normalized
with that, every hidden unit is at its beta, and every image gets the same answer.</p>
<div class="figures">${figures.join('\n')}</div></section>`;
}

function guessesFigure(
  { source, preset, guesses, caption, provenance }: ExperimentResult,
  testImages?: Dataset,
): string {
  if (!guesses) return '';
  const picture = testImages
    ? guessPicture(figureId(source, preset), guesses, testImages)
    : guessTable(guesses);
  const text = htmlEscape`<strong>${titles[guesses.statistics]}.</strong> ${caption} `;
  return `<figure>${picture}<figcaption>${text}${provenanceHtml(provenance)}</figcaption></figure>`;
}

/** Each image with what it was taken for. */
function guessPicture(id: string, { digits, guesses, statistics }: Guesses, images: Dataset): string {
  const rows = guesses.map((prediction, index) => ({
    pixels: images.inputs.subarray(index * images.inputSize, (index + 1) * images.inputSize),
    digit: digits[index]!,
    prediction,
  }));
  const chart = predictionGrid(rows, { width: 600, title: `With ${statistics} statistics` });
  return toSvg(chart, { colorScheme: 'inherit', id });
}

/** How often each digit was taken for each other. */
function guessTable({ digits, guesses }: Guesses): string {
  const counts = Array.from({ length: 10 }, () => new Array<number>(10).fill(0));
  digits.forEach((digit, index) => (counts[digit]![guesses[index]!]! += 1));
  const rows = counts.map((row, digit) => {
    const cells = row.map(
      (value, guess) => `<td${guess === digit ? ' class="yes"' : ''}>${value || '·'}</td>`,
    );
    return `<tr><th scope="row">${digit}</th>${cells.join('')}</tr>`;
  });
  const head = counts.map((_, guess) => `<th scope="col">${guess}</th>`).join('');
  return (
    `<div class="scroll" tabindex="0" role="region" aria-label="Digits and guesses"><table class="guesses">` +
    `<caption>digits (rows) and what they were taken for (columns), first seed</caption>` +
    `<thead><tr><th scope="col">digit</th>${head}</tr></thead><tbody>${rows.join('')}</tbody></table></div>`
  );
}
