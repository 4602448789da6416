import { fetchedDigits, handOn, receivedDigits, type DigitSource } from '../labs/playground/digit-source';
import type { FromWorker, ToWorker } from './messages';
import { NetworkServer } from './network-server';

const send = (message: FromWorker) => self.postMessage(message);
let server: NetworkServer | undefined;

self.addEventListener('message', ({ data }: MessageEvent<ToWorker>) => {
  if (data.type === 'connect') server = new NetworkServer(connect(data.digits), send);
  else void server?.handle(data);
});

function connect(digits: Extract<ToWorker, { type: 'connect' }>['digits']): DigitSource {
  if ('from' in digits) return receivedDigits(digits.from);
  const source = fetchedDigits(digits.url, (loaded, total) => send({ type: 'loading', loaded, total }));
  handOn(source, digits.handOnTo);
  return source;
}
