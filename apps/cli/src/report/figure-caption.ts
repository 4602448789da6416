import type { SweepResult } from '@bnlab/experiments';

type Figure = SweepResult['figures'][number];

/** What a figure of a sweep shows: what is drawn, and against what. */
export function figureCaption(figure: Figure): string {
  const inWords = (setting: string) => setting.charAt(0).toLowerCase() + setting.slice(1);
  switch (figure.chart) {
    case 'sweepCurve':
      return `Accuracy on the test images against the ${inWords(figure.setting)}: median and middle half over seeds.`;
    case 'settingsHeatMap':
      return `Accuracy on the test images for each ${inWords(figure.x)} and ${inWords(figure.y)}: median over seeds.`;
    case 'timeToAccuracy':
      return 'Steps until each accuracy on the validation images was reached: every seed, and the median.';
    case 'activationDistributions':
      return `${figure.measure} of each layer over the steps of training, from the first seed.`;
    case 'accuracyChart':
    case 'seedBands':
      return 'Accuracy on the validation images over the steps of training.';
  }
}
