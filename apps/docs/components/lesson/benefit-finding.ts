import { countText } from '../figure/format-number';
import type { Benefit, BenefitName, BenefitPoint } from '../../data/benefits';
import { middle, type NetworkName } from './wall';

/** What counts as having learned, in thousandths. */
const TARGET = 900;

const nouns: Readonly<Partial<Record<BenefitName, string>>> = {
  rate: 'learning rates',
  spread: 'spreads of the starting weights',
  activation: 'activations',
  depth: 'depths',
};

const percent = (thousandths: number) => `${(thousandths / 10).toFixed(1)} %`;

/** Whether most seeds of a network reach 90 % at a setting. */
export const isReached = (point: BenefitPoint, network: NetworkName) => middle(point[network]) >= TARGET;

/** What one panel of a benefit shows, in a sentence with its numbers. */
export function findingOf(benefit: Benefit, panel: number): string {
  const { points } = benefit.panels[panel]!;
  switch (benefit.id) {
    case 'speed':
      return speedFinding(points);
    case 'images':
      return difference(
        points.at(-1)!,
        points[0]!,
        (dropout, normalized) => `Dropout alone: ${dropout}. Batch norm alone: ${normalized}.`,
      );
    case 'best':
      return difference(
        bestOf(points, 'without'),
        bestOf(points, 'with'),
        (plain, normalized) => `Each at its best rate: ${plain} without, ${normalized} with batch norm.`,
      );
    case 'rate':
    case 'spread':
    case 'activation':
    case 'depth': {
      const [plain, normalized] = (['without', 'with'] as const).map(
        (network) => points.filter((point) => isReached(point, network)).length,
      ) as [number, number];
      const verb = plain === 1 ? 'reaches' : 'reach';
      return `Without batch norm ${plain || 'none'} of ${points.length} ${nouns[benefit.id]} ${verb} 90 %, with it ${normalized || 'none'}.`;
    }
  }
}

function speedFinding(points: readonly BenefitPoint[]): string {
  const first = (network: NetworkName) => points.find((point) => isReached(point, network))?.x;
  const words = (x: number | string | undefined) =>
    x === undefined ? 'is not there by the end' : `takes ${countText(Number(x))} batches`;
  return `To 90 %, the plain network ${words(first('without'))}; with batch norm it ${words(first('with'))}.`;
}

function bestOf(points: readonly BenefitPoint[], network: NetworkName): BenefitPoint {
  return points.reduce((best, point) => (middle(point[network]) > middle(best[network]) ? point : best));
}

/** Two medians; and whether the seeds of the two overlap, so that nothing can be said. */
function difference(
  plain: BenefitPoint,
  normalized: BenefitPoint,
  say: (plain: string, normalized: string) => string,
): string {
  const [a, b] = [plain.without, normalized.with];
  const overlap = Math.min(...b) <= Math.max(...a) && Math.min(...a) <= Math.max(...b);
  const sentence = say(percent(middle(a)), percent(middle(b)));
  return overlap ? `No clear difference. ${sentence}` : sentence;
}
