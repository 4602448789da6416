/** Seconds of processor time that this process has used: on an idle machine those of the clock, on a busy one fairer. */
export function cpuSeconds() {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
}
