import { strToU8, zipSync } from 'fflate';
import type { Person } from '../store/person.ts';
import { everythingAbout } from '../store/personal.ts';
import type { Instrument, Reading } from './instrument.ts';
import { aboutPerson, type Matter, notByName } from './personal.ts';
import { text } from './texts.ts';

/** All that is held about somebody: in words, and row by row for a machine. */
export type PersonalFile = {
  text: string;
  json: {
    person: string;
    madeOn: string;
    matters: Matter[];
    rows: Awaited<ReturnType<typeof everythingAbout>>;
  };
};

/** What they get: `mes-donnees.txt` to read, `mes-donnees.json` to take elsewhere (RGPD, article 20). */
export async function personalFile(
  turn: Reading,
  person: Person,
  instruments: readonly Instrument[],
): Promise<PersonalFile> {
  const matters = [...(await aboutPerson(turn, person, instruments)), ...notByName(turn)];
  const madeOn = turn.today.toString();
  const head = text('rights.file.head', {
    name: person.name,
    organisation: turn.programme.organisation.name,
  });
  const parts = matters.map(({ title, lines }) => [title, ...lines.map((line) => `- ${line}`)].join('\n'));
  return {
    text: `${[head, ...parts].join('\n\n')}\n`,
    json: { person: person.id, madeOn, matters, rows: await everythingAbout(turn.tx, person) },
  };
}

/** Both in one archive. */
export function zipOf(file: PersonalFile): Uint8Array {
  return zipSync({
    'mes-donnees.txt': strToU8(file.text),
    'mes-donnees.json': strToU8(`${JSON.stringify(file.json, null, 2)}\n`),
  });
}
