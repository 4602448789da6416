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
  { bar: 24, isWordy: true, hasPace: true },
  { bar: 12, isWordy: true, hasPace: true },
  { bar: 12, isWordy: false, hasPace: true },
  { bar: 6, isWordy: false, hasPace: true },
] as const;
/** Where even the last leaves no room for the name. */
const narrowest = { bar: 6, isWordy: false, hasPace: false };
type Layout = (typeof layouts)[number] | typeof narrowest;

/** Columns of a run's id that are enough to tell it from its neighbors. */
const ID_WIDTH = 40;
/** The fewest that are shown of it. */
const LEAST_ID_WIDTH = 8;

/**
 * How far a network is, in one line of a terminal: its name, a bar, its batches, the latest accuracy, its pace. Where the
 * line is too short for all of it the bar and the words give way first, then the time left, then the beginning of the run's
 * id: what is special about a run stands at its end.
 *
 * @param columns Of the terminal.
 * @returns A line of so many columns at most, where there are 60 or more.
 */
export function progressLine({ id, network, ...progress }: Progress, columns: number): string {
  const room = (layout: Layout) => columns - widthOfRest(progress.total, layout) - network.length - 3;
  const wanted = Math.min(id.length, ID_WIDTH);
  const tightest = room(layouts[3]) >= LEAST_ID_WIDTH ? layouts[3] : narrowest;
  const layout = layouts.find((candidate) => room(candidate) >= wanted) ?? tightest;
  const name = `${shortened(id, Math.max(LEAST_ID_WIDTH, room(layout)))} ${network}`;
  return [name, ...rest(progress, layout)].join('  ').trimEnd();
}

type Rest = Omit<Progress, 'id' | 'network'>;

function rest({ step, total, validationAccuracy, seconds }: Rest, layout: Layout): string[] {
  const { bar: width, isWordy, hasPace } = layout;
  const count = `${thousands(step).padStart(thousands(total).length)}/${thousands(total)}`;
  const accuracy = `${(100 * validationAccuracy).toFixed(1).padStart(isWordy ? 0 : 5)} %`;
  return [
    ...[bar(step / total, width), count, isWordy ? `validation ${accuracy}` : accuracy],
    ...(hasPace ? [pace(step, total, seconds, isWordy)] : []),
  ];
}

/** Of the longest line that the training may come to, so that no line of it looks unlike the others. */
function widthOfRest(total: number, layout: Layout): number {
  const longestPace = layout.isWordy ? '99,999 steps/s, 999 min left' : '999 min left';
  const longest = rest({ step: total, total, validationAccuracy: 1, seconds: 0 }, layout);
  return (layout.hasPace ? [...longest.slice(0, -1), longestPace] : longest).join('  ').length;
}

/** Steps per second, and the time that is left at that pace. */
function pace(step: number, total: number, seconds: number, isWordy: boolean): string {
  if (step === 0 || seconds === 0) return '';
  const speed = step / seconds;
  const left = `${duration((total - step) / speed)} left`;
  return isWordy ? `${thousands(Math.min(99_999, Math.round(speed)))} steps/s, ${left}` : left;
}

/** Seconds in words of eight columns at most. */
export function duration(seconds: number): string {
  const minutes = Math.ceil(seconds / 60);
  if (minutes <= 2) return `${Math.ceil(seconds)} s`;
  return minutes < 1000 ? `${minutes} min` : `${Math.min(999, Math.ceil(minutes / 60))} h`;
}

/** A bar of so many columns, filled as far as a share in [0, 1]. */
export function bar(share: number, width: number): string {
  return '█'.repeat(Math.round(width * share)).padEnd(width, '░');
}

function shortened(id: string, width: number): string {
  return id.length <= width ? id : `…${id.slice(1 - width)}`;
}

function thousands(value: number): string {
  return value.toLocaleString('en');
}
