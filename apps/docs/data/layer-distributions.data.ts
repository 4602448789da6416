import { layerDistributions, type LayerDistributions } from './layer-distributions';

export type { Histogram } from './layer-distributions';

declare const data: LayerDistributions;
export { data };

export default { load: layerDistributions };
