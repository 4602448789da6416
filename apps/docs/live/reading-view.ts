import type { ReadingStatistics } from './networks/live-network';
import type { Weather } from './weather';

/** How new images are shown to both networks, and with which statistics batch norm reads them. */
export interface ReadingView {
  readonly weather: Weather;
  readonly statistics: ReadingStatistics;
}

/** As trained, with the averages of training: what every frame is measured with. */
export const usualView: ReadingView = { weather: 'clear', statistics: 'population' };

export function isUsual({ weather, statistics }: ReadingView): boolean {
  return weather === usualView.weather && statistics === usualView.statistics;
}
