import type { TopLevelSpec } from 'vega-lite';
import { FONT_FAMILY, FONT_FILES } from './font.ts';

/** Vega and resvg are loaded with the first picture: starting and answering do not wait for them. */
export async function renderPng(spec: TopLevelSpec): Promise<Uint8Array> {
  return new Uint8Array((await shapesOf(spec)).render().asPng());
}

/** The words become shapes: a browser has not our typeface, and would write them with another, wider or narrower. */
export async function renderSvg(spec: TopLevelSpec): Promise<string> {
  return (await shapesOf(spec)).toString();
}

async function shapesOf(spec: TopLevelSpec) {
  const [{ compile }, { parse, View }, { Resvg }] = await Promise.all([
    import('vega-lite'),
    import('vega'),
    import('@resvg/resvg-js'),
  ]);
  const view = new View(parse(compile(spec).spec), { renderer: 'none' });
  const svg = await view.toSVG();
  view.finalize();
  const font = {
    fontFiles: Object.values(FONT_FILES),
    loadSystemFonts: false,
    defaultFontFamily: FONT_FAMILY,
  };
  return new Resvg(svg, { font });
}
