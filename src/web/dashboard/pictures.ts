import { gzipSync } from 'node:zlib';
import type restify from 'restify';
import type { CardElement } from '../../channels/channel.ts';
import { createDrawer } from '../../charts/svg-aside.ts';
import { DASHBOARD_PATH, readerOfSession } from '../../engine/dashboard-access.ts';
import type { Engine } from '../../engine/engine.ts';
import { CHARTS, chartOf } from './charts.ts';
import { type Size, WIDTHS } from './figure.ts';
import { createMemory } from './memory.ts';
import { askedBy, reviewedWaves, reviewOf } from './reviews.ts';
import { sessionOf } from './session.ts';

/** Pictures kept: about ten reviews, 25 kB each. */
const KEPT = 200;

/**
 * The charts of posted reviews, drawn when they are first asked for, outside the transaction and in a thread of their
 * own: `…/graphiques/{wave}/{milestone}/{name}-{size}.svg`, inside a session.
 */
export function mountPictures(
  server: restify.Server,
  engine: Engine,
  headers: Readonly<Record<string, string>>,
): void {
  const draw = createDrawer();
  const pictures = createMemory<{ svg: Promise<Buffer> | null }>(KEPT);
  const drawn = async (element: CardElement, width: number) => gzipSync(await draw(element, width));

  server.get(`${DASHBOARD_PATH}/graphiques/:wave/:milestone/:file`, async (request, response) => {
    const { wave, milestone, file } = request.params;
    const [name, size] = nameOf(String(file));
    const found = await engine.inTurn(async (turn) => {
      if (!(await readerOfSession(turn, sessionOf(request.headers.cookie)))) return 'closed';
      if (!name || !size) return 'unknown';
      const query = new URLSearchParams({ vague: String(wave), bilan: String(milestone) });
      const asked = askedBy(`/?${query}`);
      const known = asked.milestone
        ? (await reviewedWaves(turn)).find(({ id }) => id === asked.wave)
        : undefined;
      const review = reviewOf(known, asked.milestone);
      return (review && chartOf(review.data, name)) ?? 'unknown';
    });
    if (found === 'closed' || found === 'unknown' || !size) {
      response.send(found === 'closed' ? 401 : 404, {
        code: found === 'closed' ? 'no_session' : 'not_found',
      });
      return;
    }
    const { element } = found;
    const width = WIDTHS[size];
    const kept = pictures(JSON.stringify([width, element]), () => ({ svg: null }));
    kept.svg ??= drawn(element, width).catch((error) => {
      // The next one who asks tries again.
      kept.svg = null;
      throw error;
    });
    const svg = await kept.svg;
    const type = { 'Content-Type': 'image/svg+xml', 'Content-Encoding': 'gzip' };
    response.sendRaw(200, svg, { ...headers, ...type });
  });
}

/** `freins-large.svg`: which chart, and at which width. */
function nameOf(file: string): [(typeof CHARTS)[number] | undefined, Size | undefined] {
  const [, name, size] = /^([a-z]+)-(large|etroit)\.svg$/.exec(file) ?? [];
  return [CHARTS.find((one) => one === name), size === 'large' || size === 'etroit' ? size : undefined];
}
