import { Network, Team } from './records';

/*
 * How threads that share a memory wait for each other. Whoever waits looks some thousand times, then sleeps: with a core
 * a thread nobody sleeps in a step, with fewer cores the others get the core.
 *
 * Words at `signals`, each on a cache line of its own: the job that is to be done, how many have arrived at a meeting, the
 * number of meetings so far, how many sleep, and whether a thread has failed.
 *
 * The word of a job is its number, then in a byte each how many threads take part, and in what. A thread that takes part
 * reads nothing else to know that it does: whoever is late for a job that goes without it may find the next one prepared.
 */
const JOB: usize = 0;
const ARRIVED: usize = 64;
const MEETINGS: usize = 128;
const SLEEPERS: usize = 192;
const FAILED: usize = 256;

const LOOKS: u32 = 20000;
/** Between two jobs there may be a little more to do than between two parts of one. */
const LOOKS_FOR_JOB: u32 = 160000;
const SECOND: i64 = 1000000000;
/** What `atomic.wait` returns then. */
const TIME_IS_OVER: i32 = 2;

/** The kinds of jobs. */
export const END: u32 = 0;
export const STEP: u32 = 1;
export const EVALUATION: u32 = 2;

export function kindOf(job: u32): u32 {
  return job & 255;
}

/** How many threads take part. */
export function threadsOf(job: u32): u32 {
  return (job >> 8) & 255;
}

// @ts-ignore: decorator
@inline
function failed(signals: usize): bool {
  return atomic.load<u32>(signals + FAILED) != 0;
}

/** All threads of the step meet: what each did before, the others see after. */
export function meet(mine: Network): void {
  if (mine.threads > 1) meetAll(changetype<Team>(mine.team));
}

export function meetAll(team: Team): void {
  const signals = team.signals;
  const meetings = atomic.load<u32>(signals + MEETINGS);
  if (atomic.add<u32>(signals + ARRIVED, 1) == team.threads - 1) {
    atomic.store<u32>(signals + ARRIVED, 0);
    atomic.store<u32>(signals + MEETINGS, meetings + 1);
    if (atomic.load<u32>(signals + SLEEPERS)) atomic.notify(signals + MEETINGS, -1);
    return;
  }
  for (let look: u32 = 0; look < LOOKS; look++) if (atomic.load<u32>(signals + MEETINGS) != meetings) return;
  atomic.add<u32>(signals + SLEEPERS, 1);
  // Counted in a statement of its own: an expression that held the count while it waited lost it in Node.js 20.
  let seconds: u32 = 0;
  while (atomic.load<u32>(signals + MEETINGS) == meetings && !failed(signals)) {
    if (atomic.wait<i32>(signals + MEETINGS, <i32>meetings, SECOND) == TIME_IS_OVER) {
      seconds += 1;
      if (seconds == team.patience) fail(signals);
    }
  }
  atomic.sub<u32>(signals + SLEEPERS, 1);
  // What the others were to do is missing: the caller's host makes an error of it.
  if (failed(signals)) unreachable();
}

/** Nobody waits any longer for a thread that does nothing any more. */
export function fail(signals: usize): void {
  atomic.store<u32>(signals + FAILED, 1);
  atomic.notify(signals + MEETINGS, -1);
}

/** The first thread lets the others begin. */
export function begin(team: Team, kind: u32): void {
  const signals = team.signals;
  const number = (atomic.load<u32>(signals + JOB) >> 16) + 1;
  atomic.store<u32>(signals + JOB, (number << 16) | (team.threads << 8) | kind);
  if (atomic.load<u32>(signals + SLEEPERS)) atomic.notify(signals + JOB, -1);
}

/** The others wait for the job after `done`. */
export function awaitJob(team: Team, done: u32): u32 {
  const signals = team.signals;
  for (let look: u32 = 0; look < LOOKS_FOR_JOB; look++) {
    const job = atomic.load<u32>(signals + JOB);
    if (job != done) return job;
  }
  atomic.add<u32>(signals + SLEEPERS, 1);
  while (atomic.load<u32>(signals + JOB) == done) atomic.wait<i32>(signals + JOB, <i32>done, -1);
  atomic.sub<u32>(signals + SLEEPERS, 1);
  return atomic.load<u32>(signals + JOB);
}
