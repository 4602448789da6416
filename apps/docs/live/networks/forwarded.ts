import type { LiveNetwork } from './live-network';

type Trained = Pick<LiveNetwork, 'engine' | 'train' | 'evaluate' | 'predict' | 'dispose'>;

/** What a network of any kind does for itself. */
export function forwarded<State>(
  net: Trained & { getState(): Promise<State>; setState(state: State): void },
): Trained & Pick<LiveNetwork<State>, 'snapshot' | 'restore'> {
  return {
    engine: net.engine,
    train: (stream, options) => net.train(stream, options),
    evaluate: (images) => net.evaluate(images),
    predict: (images, options) => net.predict(images, options),
    snapshot: () => net.getState(),
    restore: (state) => net.setState(state),
    dispose: () => net.dispose(),
  };
}
