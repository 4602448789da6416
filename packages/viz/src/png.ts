export { toPng, type PngOptions } from './chart/to-png';
