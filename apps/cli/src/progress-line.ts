/** How far a network in training is. */
export interface Progress {
  /** The run that it belongs to. */
  id: string;
  network: string;
  /** Batches trained, of `total`. */
  step: number;
  total: number;
  /** The latest, in [0, 1]. */
  validationAccuracy: number;
  /** Since the training began. */
  seconds: number;
}

/** What a line shows, from much room to little. */
const layouts = [
  { bar: 24, isWordy: true },
  { bar: 12, isWordy: true },
  { bar: 12, isWordy: false },
  { bar: 6, isWordy: false },
] as const;

/** Columns of a run's id that are enough to tell it from its neighbors. */
const ID_WIDTH = 40;

/**
 * How far a network is, in one line of a terminal: its name, a bar, its batches, the latest accuracy, its pace. Where the
 * line is too short for all of it the bar and the words give way first, then the beginning of the run's id: what is
 * special about a run stands at its end.
 *
 * @param columns Of the terminal.
 * @returns A line of so many columns at most, where there are 70 or more.
 */
export function progressLine({ id, network, ...progress }: Progress, columns: number): string {
  const room = ({ bar, isWordy }: (typeof layouts)[number]) =>
    columns - widthOfRest(progress.total, bar, isWordy) - network.length - 3;
  const wanted = Math.min(id.length, ID_WIDTH);
  const layout = layouts.find((candidate) => room(candidate) >= wanted) ?? layouts.at(-1)!;
  const name = `${shortened(id, Math.max(8, room(layout)))} ${network}`;
  return [name, ...rest(progress, layout.bar, layout.isWordy)].join('  ').trimEnd();
}

type Rest = Omit<Progress, 'id' | 'network'>;

function rest(
  { step, total, validationAccuracy, seconds }: Rest,
  barWidth: number,
  isWordy: boolean,
): string[] {
  const bar = '█'.repeat(Math.round((barWidth * step) / total)).padEnd(barWidth, '░');
  const count = `${thousands(step).padStart(thousands(total).length)}/${thousands(total)}`;
  const accuracy = `${(100 * validationAccuracy).toFixed(1).padStart(isWordy ? 0 : 5)} %`;
  return [bar, count, isWordy ? `validation ${accuracy}` : accuracy, pace(step, total, seconds, isWordy)];
}

/** Of the longest line that the training may come to, so that no line of it looks unlike the others. */
function widthOfRest(total: number, barWidth: number, isWordy: boolean): number {
  const longestPace = isWordy ? '99,999 steps/s, 999 min left' : '999 min left';
  const longest = rest({ step: total, total, validationAccuracy: 1, seconds: 0 }, barWidth, isWordy);
  return [...longest.slice(0, -1), longestPace].join('  ').length;
}

/** Steps per second, and the time that is left at that pace. */
function pace(step: number, total: number, seconds: number, isWordy: boolean): string {
  if (step === 0 || seconds === 0) return '';
  const speed = step / seconds;
  const left = `${duration((total - step) / speed)} left`;
  return isWordy ? `${thousands(Math.min(99_999, Math.round(speed)))} steps/s, ${left}` : left;
}

function duration(seconds: number): string {
  const minutes = Math.ceil(seconds / 60);
  if (minutes <= 2) return `${Math.ceil(seconds)} s`;
  return minutes < 1000 ? `${minutes} min` : `${Math.min(999, Math.ceil(minutes / 60))} h`;
}

function shortened(id: string, width: number): string {
  return id.length <= width ? id : `…${id.slice(1 - width)}`;
}

function thousands(value: number): string {
  return value.toLocaleString('en');
}
