import { type Spread, spreadOf } from '../statistics/spread';
import type { StepsPerSecondRow } from './steps-per-second-row';

/** The measurements of one engine on one workload. */
export interface EngineSpeed extends Spread {
  readonly engine: string;
  readonly ours: boolean;
  readonly count: number;
}

/** The engines that trained one workload, fastest first. */
export interface WorkloadSpeeds {
  /** `''` where the rows name none. */
  readonly workload: string;
  readonly speeds: readonly EngineSpeed[];
}

/** Gathers measurements by workload and engine. */
export function engineSpeeds(rows: readonly StepsPerSecondRow[]): WorkloadSpeeds[] {
  return [...new Set(rows.map(({ workload = '' }) => workload))].map((name) => {
    const ofWorkload = rows.filter(({ workload = '' }) => workload === name);
    const speeds = [...new Set(ofWorkload.map(({ engine }) => engine))].map((engine) => {
      const ofEngine = ofWorkload.filter((row) => row.engine === engine);
      return {
        engine,
        ours: ofEngine.some((row) => row.ours),
        count: ofEngine.length,
        ...spreadOf(ofEngine.map(({ stepsPerSecond }) => stepsPerSecond)),
      };
    });
    return { workload: name, speeds: speeds.sort((a, b) => b.median - a.median) };
  });
}
