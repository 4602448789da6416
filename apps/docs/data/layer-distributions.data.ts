import { layerDistributions, type LayerDistributions } from './layer-distributions';

declare const data: LayerDistributions;
export { data };

export default { load: layerDistributions };
