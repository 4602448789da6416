export { toPng, type PngOptions } from './draw/to-png';
