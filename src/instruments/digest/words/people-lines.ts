import { Temporal } from 'temporal-polyfill';
import type { DigestData } from '../../../domain/digest.ts';
import { frenchDay } from '../../../engine/dates.ts';
import { text, textOf } from '../../../engine/texts.ts';
import { clip, enumerate, percent, percentAtLeast } from './figures.ts';
import type { Line } from './lines.ts';

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

/** The last two weeks. */
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
  return { label: text('digest.label.participation'), text: `${weeks.join('\u00a0; ')}.` };
}

export function helpLine({ sections: { helpWanted } }: DigestData): Line | null {
  if ('hidden' in helpWanted) return null;
  const { calls, invited, responseRate } = helpWanted;
  return {
    label: text('digest.label.helpWanted'),
    text: text('digest.line.helpWanted', { calls, invited, rate: percent(responseRate) }),
  };
}

export function mementoLine({ sections: { memento } }: DigestData): Line | null {
  if ('hidden' in memento) return null;
  const { acknowledged, invited, version, responseRate } = memento;
  return {
    label: text('digest.label.memento'),
    text: text('digest.line.memento', {
      acknowledged,
      invited,
      version: clip(version, 12),
      rate: percent(responseRate),
    }),
  };
}

export function cafesLine({ sections: { cafes } }: DigestData): Line | null {
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
    next
      ? text('digest.line.cafes_next', {
          title: clip(next.title, 50),
          on: frenchDay(Temporal.PlainDateTime.from(next.on).toPlainDate()),
          yes: next.yes,
          maybe: next.maybe,
          seats: next.seats,
        })
      : '',
  ].filter((part) => part !== '');
  return parts.length > 0 ? { label: text('digest.label.cafes'), text: parts.join(' ') } : null;
}

/** What it cost, and beside it what people say: never one minus the other. */
export function resourcesLine({ sections: { resources, time } }: DigestData): Line | null {
  if ('hidden' in resources) return null;
  const { licences, months, cost, currency, trainingHours, cafeHours } = resources;
  const money = `${cost.toLocaleString('fr-FR')}\u00a0${currency === 'EUR' ? '€' : currency}`;
  const hours = cafeHours.toLocaleString('fr-FR');
  const band = 'medianBand' in time ? time.medianBand : 'nearlyAll' in time ? time.nearlyAll : null;
  const beside = band
    ? text('digest.line.beside', { band: text(`digest.band.${band}`) })
    : text('digest.line.beside_nothing');
  const spent = text('digest.line.resources', { licences, months, money, trainingHours, hours });
  return { label: text('digest.label.resources'), text: `${spent} ${beside}` };
}
