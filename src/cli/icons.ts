import { readFile } from 'node:fs/promises';

const SOURCE = new URL('../../manifests/teams/icon.svg', import.meta.url);
/** The side of the drawing in its own units. */
const SIDE = 96;

/** Teams asks for both: white on a colour, 192 pixels with the mark in the middle, and white on nothing, 32 pixels. */
export async function teamsIcons(background: string): Promise<{ color: Uint8Array; outline: Uint8Array }> {
  const svg = await readFile(SOURCE, 'utf8');
  return { color: await draw(svg, 192, 34, background), outline: await draw(svg, 32, 2, null) };
}

async function draw(
  svg: string,
  size: number,
  margin: number,
  background: string | null,
): Promise<Uint8Array> {
  const { Resvg } = await import('@resvg/resvg-js');
  const side = SIDE + 2 * margin;
  const framed = svg.replace(
    `viewBox="0 0 ${SIDE} ${SIDE}"`,
    `viewBox="${-margin} ${-margin} ${side} ${side}"`,
  );
  const options = { fitTo: { mode: 'width', value: size }, font: { loadSystemFonts: false } } as const;
  return new Uint8Array(
    new Resvg(framed, background ? { ...options, background } : options).render().asPng(),
  );
}
