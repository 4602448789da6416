import { fetchedDigits, handOn, receivedDigits, type DigitSource } from './digit-source';
import type { FromWorker, ToWorker } from './messages';
import { RunServer } from './run-server';

const send = (message: FromWorker) => self.postMessage(message);
let server: RunServer | undefined;

self.addEventListener('message', ({ data }: MessageEvent<ToWorker>) => {
  if (data.type === 'connect') server = new RunServer(connect(data.digits), send);
  else server?.handle(data);
});

function connect(digits: Extract<ToWorker, { type: 'connect' }>['digits']): DigitSource {
  if ('from' in digits) return receivedDigits(digits.from);
  const source = fetchedDigits(digits.url, (loaded, total) => send({ type: 'loading', loaded, total }));
  handOn(source, digits.handOnTo);
  return source;
}
