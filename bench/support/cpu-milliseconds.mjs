/**
 * Milliseconds of processor time that so many runs of `action` take, each: on an idle machine those of the clock, on a
 * busy one fairer.
 */
export function cpuMilliseconds(action, runs) {
  const start = process.cpuUsage();
  for (let run = 0; run < runs; run++) action();
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1000 / runs;
}
