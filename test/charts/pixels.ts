import { Resvg } from '@resvg/resvg-js';

/** A PNG opened: its size and its pixels, red, green, blue (already multiplied by the opacity) and opacity, 0 to 255. */
export function pixels(png: Uint8Array) {
  const header = Buffer.from(png);
  if (header.toString('latin1', 1, 4) !== 'PNG') throw new Error('not a PNG');
  const [width, height] = [header.readUInt32BE(16), header.readUInt32BE(20)];
  const picture = `data:image/png;base64,${header.toString('base64')}`;
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><image href="${picture}" width="${width}" height="${height}"/></svg>`;
  const data = new Resvg(svg).render().pixels;
  const at = (x: number, y: number) => [...data.subarray((y * width + x) * 4, (y * width + x) * 4 + 4)];
  const some = (test: Test) => {
    for (let i = 0; i < data.length; i += 4) {
      if (test(data[i] ?? 0, data[i + 1] ?? 0, data[i + 2] ?? 0, data[i + 3] ?? 0)) return true;
    }
    return false;
  };
  const every = (test: Test) => !some((...pixel) => !test(...pixel));
  return { width, height, at, some, every };
}

type Test = (red: number, green: number, blue: number, opacity: number) => boolean;
