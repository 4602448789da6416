/** Somebody asked the program to stop. Finished work is kept, and the program ends with code 130. */
export class Interrupted extends Error {
  override readonly name = 'Interrupted';
}

/**
 * Turns the first Ctrl-C (or SIGTERM) into an abort that the work in hand can end cleanly on. A second one ends the
 * program at once.
 */
export function abortOnInterruption(): AbortSignal {
  const controller = new AbortController();
  const interrupt = () => {
    if (controller.signal.aborted) process.exit(130);
    controller.abort(new Interrupted('interrupted'));
  };
  process.on('SIGINT', interrupt);
  process.on('SIGTERM', interrupt);
  return controller.signal;
}
