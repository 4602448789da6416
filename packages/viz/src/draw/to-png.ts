import { checkNumber } from '@bnlab/arguments';
import { createRequire } from 'node:module';
import { checkDrawing } from './draw-chart';
import { toSvg } from './to-svg';
import type { Chart } from '../look/chart';

/** Options of `toPng`. */
export interface PngOptions {
  /** Color scheme of the picture, which cannot follow that of a page. Default: `light`. */
  readonly colorScheme?: 'light' | 'dark';
  /** Pixels of the picture per pixel of the chart, above 0, at most 8. Default: 2. */
  readonly scale?: number;
}

/** Has the widths of Arial, which the layout counts on; brought along, as a machine may have no font at all. */
const fontFiles = [
  '@expo-google-fonts/arimo/400Regular/Arimo_400Regular.ttf',
  '@expo-google-fonts/arimo/700Bold/Arimo_700Bold.ttf',
];

/**
 * Draws a chart as the bytes of a PNG file. The text is set in Arimo, whatever fonts the machine has, so the same chart
 * gives the same picture on every machine.
 *
 * @param chart A chart from one of the chart functions of '@bnlab/viz'.
 * @returns A promise of the bytes of the file.
 * @throws {Error} (the promise rejects) if `@resvg/resvg-js` or `@expo-google-fonts/arimo` is not installed.
 * @throws {ArgumentError} (the promise rejects) if an option is unknown or invalid.
 */
export async function toPng(chart: Chart, options: PngOptions = {}): Promise<Uint8Array> {
  checkDrawing('toPng', chart, options, ['colorScheme', 'scale']);
  const { colorScheme = 'light', scale = 2 } = options;
  checkNumber('toPng', 'scale', scale, { above: 0, max: 8 });
  const { Resvg } = await installed(import('@resvg/resvg-js'));
  const require = createRequire(import.meta.url);
  const fonts = await installed(Promise.resolve().then(() => fontFiles.map((path) => require.resolve(path))));
  const picture = new Resvg(toSvg(chart, { colorScheme }), {
    fitTo: { mode: 'zoom', value: scale },
    font: { fontFiles: fonts, loadSystemFonts: false, defaultFontFamily: 'Arimo', sansSerifFamily: 'Arimo' },
  });
  return picture.render().asPng();
}

async function installed<T>(found: Promise<T>): Promise<T> {
  try {
    return await found;
  } catch (cause) {
    throw new Error(
      'toPng: the renderer and its font must be installed, got neither or one; ' +
        'run npm install @resvg/resvg-js @expo-google-fonts/arimo',
      { cause },
    );
  }
}
