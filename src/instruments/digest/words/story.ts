import { Temporal } from 'temporal-polyfill';
import type { DigestData } from '../../../domain/digest.ts';
import { text } from '../../../engine/texts.ts';
import { adviceOf } from './advice.ts';
import { digestCharts } from './charts.ts';
import { clip, frenchDate } from './figures.ts';
import { hiddenLine } from './hidden.ts';
import { linesOf } from './lines.ts';
import { pausesText } from './pauses.ts';
import { CARD } from './room.ts';
import { verdictOf } from './verdict.ts';

/** A digest in words: the card takes what fits, the long version everything. */
export function tell(data: DigestData, room = CARD) {
  const { verdict, tone } = verdictOf(data, room);
  const [first = '', ...more] = adviceOf(data, room);
  return {
    verdict: clip(verdict, room.head),
    tone,
    hidden: [pausesText(data), clip(hiddenLine(data), room.head)].filter((words) => words !== '').join(' '),
    first: clip(first, room.head),
    more,
    lines: linesOf(data, room),
    charts: digestCharts(data),
    limits: text('digest.limits', { on: frenchDate(Temporal.PlainDate.from(data.readOn)) }),
  };
}
