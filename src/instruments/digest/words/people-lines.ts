import { Temporal } from 'temporal-polyfill';
import type { DigestData } from '../../../domain/digest.ts';
import { frenchDay } from '../../../engine/dates.ts';
import { text, textOf } from '../../../engine/texts.ts';
import { clip, enumerate, percent, percentAtLeast } from './figures.ts';
import type { Line } from './lines.ts';
import { CARD } from './room.ts';
import { keptTogether } from './spaces.ts';
import { participationTrend } from './trend.ts';

export function reachLine({ sections: { reach } }: DigestData): Line | null {
  if ('hidden' in reach) return null;
  const { people, reachable, responseRate } = reach;
  const causes = Object.entries(reach.unreachable)
    .sort(([, a], [, b]) => b - a)
    .flatMap(([reason, count]) => textOf(`digest.unreachable.${reason}`, { count }) ?? []);
  const why = causes.length > 0 ? `\u00a0: ${enumerate(causes)}` : '';
  return {
    label: text('digest.label.reach'),
    text: text('digest.line.reach', { people, reachable, rate: percent(responseRate), why }),
  };
}

/** Weeks too few to speak of a trend. */
const SHORT = 5;

/** The last two weeks, and where it is going since the first. */
export function participationLine({ sections: { participation } }: DigestData): Line | null {
  if ('hidden' in participation) return null;
  const weeks = participation.weeks.slice(-2).flatMap(({ week, invited, answered }) =>
    answered === null
      ? []
      : [
          text('digest.line.week', {
            week,
            invited,
            answered,
            rate: percentAtLeast(invited === 0 ? 0 : answered / invited),
          }),
        ],
  );
  if (weeks.length === 0) return null;
  // Six weeks make a trend; two do not.
  const moved = participation.weeks.length > SHORT ? participationTrend(participation.weeks) : null;
  const word = moved && moved !== 'unclear' ? [text(`digest.trend.sentence.${moved}`)] : [];
  return {
    label: text('digest.label.participation'),
    text: `${[...weeks, ...word].join('\u00a0; ')}.`,
  };
}

export function helpLine({ sections: { helpWanted } }: DigestData): Line | null {
  if ('hidden' in helpWanted) return null;
  const { calls, invited, responseRate } = helpWanted;
  return {
    label: text('digest.label.helpWanted'),
    text: text('digest.line.helpWanted', { calls, invited, rate: percent(responseRate) }),
  };
}

export function mementoLine({ sections: { memento } }: DigestData, room = CARD): Line | null {
  if ('hidden' in memento) return null;
  const { acknowledged, invited, version, responseRate } = memento;
  return {
    label: text('digest.label.memento'),
    text: text('digest.line.memento', {
      acknowledged,
      invited,
      version: clip(version, room.version),
      rate: percent(responseRate),
    }),
  };
}

export function cafesLine({ sections: { cafes } }: DigestData, room = CARD): Line | null {
  if ('hidden' in cafes) return null;
  const past = cafes.sessions.filter((session) => session.past);
  const next = cafes.sessions.find((session) => !session.past);
  const parts = [
    past.length > 0
      ? text('digest.line.cafes_past', {
          sessions: past.length,
          yes: past.reduce((sum, { yes }) => sum + yes, 0),
        })
      : '',
    cafes.attended === null
      ? ''
      : text('digest.line.cafes_seen', { came: cafes.attended, invited: cafes.invited }),
    next
      ? text('digest.line.cafes_next', {
          title: keptTogether(clip(next.title, room.title)),
          on: frenchDay(Temporal.PlainDateTime.from(next.on).toPlainDate()),
          yes: next.yes,
          maybe: next.maybe,
          seats: next.seats,
        })
      : '',
  ].filter((part) => part !== '');
  return parts.length > 0 ? { label: text('digest.label.cafes'), text: parts.join(' ') } : null;
}
