import type { Temporal } from 'temporal-polyfill';

/** One event of a calendar file. */
export type CalendarEvent = {
  /** The same for ever: opening a file again changes the event instead of adding one. */
  uid: string;
  /** How many times its place or time has changed: calendars take the highest. */
  sequence: number;
  cancelled: boolean;
  title: string;
  place: string;
  starts: Temporal.Instant;
  minutes: number;
  /** When the file was made. */
  stamp: Temporal.Instant;
};

/** Octets in a line, its end not counted. Source: RFC 5545, section 3.1. */
const LINE = 75;

/**
 * A calendar of one event, as a `text/calendar` file. Instants are in UTC, so that no zone has to be described. Of a
 * cancelled event it takes the event out. Source: RFC 5546, sections 3.2.1 and 3.2.5.
 */
export function icalendar(event: CalendarEvent): string {
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Percolateur//Cafe IA//FR',
    `METHOD:${event.cancelled ? 'CANCEL' : 'PUBLISH'}`,
    'BEGIN:VEVENT',
    `UID:${escapeText(event.uid)}`,
    `SEQUENCE:${event.sequence}`,
    `STATUS:${event.cancelled ? 'CANCELLED' : 'CONFIRMED'}`,
    `DTSTAMP:${utc(event.stamp)}`,
    `DTSTART:${utc(event.starts)}`,
    `DTEND:${utc(event.starts.add({ minutes: event.minutes }))}`,
    `SUMMARY:${escapeText(event.title)}`,
    `LOCATION:${escapeText(event.place)}`,
    'END:VEVENT',
    'END:VCALENDAR',
  ];
  return lines.map((line) => `${fold(line)}\r\n`).join('');
}

/** `20261210T130000Z`. */
function utc(instant: Temporal.Instant): string {
  return instant.toString({ smallestUnit: 'second' }).replace(/[-:]/g, '');
}

/** A TEXT value: what separates is escaped, line breaks are written `\n`, other controls go. Source: section 3.3.11. */
export function escapeText(text: string): string {
  return text
    .replace(/[\\;,]/g, '\\$&')
    .replace(/\r\n|\r|\n/g, '\\n')
    .replace(/\p{Cc}/gu, '');
}

/** Cut into lines of 75 octets at most, the next ones after a space; a character is never cut. */
export function fold(line: string): string {
  const encoder = new TextEncoder();
  let folded = '';
  let octets = 0;
  for (const character of line) {
    const size = encoder.encode(character).length;
    if (octets + size > LINE) {
      folded += '\r\n ';
      octets = 1;
    }
    folded += character;
    octets += size;
  }
  return folded;
}
