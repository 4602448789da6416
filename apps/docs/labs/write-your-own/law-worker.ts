import { pageModules } from '../../runner/page-modules';
import { checkLaws } from './check-laws';
import type { LawMessage } from './messages';

self.addEventListener('message', ({ data }: MessageEvent<{ source: string }>) => {
  const mnistUrl = new URL(`${import.meta.env.BASE_URL}mnist/`, self.location.origin).href;
  const modules = {
    ...pageModules(mnistUrl, { progress: () => undefined }),
    '@bnlab/core/spec': () => import('@bnlab/core/spec'),
    '@bnlab/core/spec/tensors': () => import('@bnlab/core/spec/tensors'),
  };
  void checkLaws(data.source, modules, (message: LawMessage) => self.postMessage(message));
});
