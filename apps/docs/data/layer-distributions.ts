import { loadMnist } from '@bnlab/mnist';
import { homeSettings, OPENING_SPREAD } from '../home/home-settings';
import { ridgeOf } from '../live/draw-density';
import { createDenseNetwork } from '../live/networks/dense-network';

/** What goes into the activation of one layer. */
export interface LayerDistribution {
  /** Heights in [0, 1] over equal parts of the shared scale. */
  ridge: readonly number[];
  deviation: number;
}

/** The layers of both networks, from the first to the last. */
export interface LayerDistributions {
  without: readonly LayerDistribution[];
  with: readonly LayerDistribution[];
}

/** The layers of the home page's pair before any training, as the page draws them once its scripts are there. */
export async function layerDistributions(): Promise<LayerDistributions> {
  const { train } = await loadMnist();
  const settings = homeSettings('relu', OPENING_SPREAD);
  const layersOf = async (isNormalized: boolean): Promise<LayerDistribution[]> => {
    const net = await createDenseNetwork(
      settings,
      settings.hidden.map(() => isNormalized),
    );
    const layers = await net.look(train);
    net.dispose();
    return layers.map(({ before, deviation }) => ({
      ridge: Array.from(ridgeOf(before.cells), (height) => Number(height.toFixed(3))),
      deviation,
    }));
  };
  return { without: await layersOf(false), with: await layersOf(true) };
}
