import { describe, expect, it } from 'vitest';
import { plainSpaces } from '../../cli/support.ts';
import { type Program, startProgram, words } from '../../support/program.ts';
import { everyPage, people } from './town.ts';

const plain = (message: Parameters<typeof words>[0]) => plainSpaces(words(message));

async function refuse(program: Program, id: string, kind: string): Promise<string> {
  await program.say(id, 'mes-donnees');
  await program.tap(id, 'rights.choices');
  return plain(await program.tap(id, 'rights.choose', { kind, receive: false }));
}

function rowOf(program: Program, id: string, prefix: string) {
  return (program.tables().outbox ?? [])
    .map((row) => JSON.parse(row))
    .find(({ person_id, campaign }) => person_id === id && campaign.startsWith(prefix));
}

describe('what one does not want to be sent', () => {
  it('is not sent, with its reason, and can be wanted again', async () => {
    const program = await startProgram({ people });
    expect(await refuse(program, 'p03', 'weekly')).toContain('Non : Le rendez-vous de la semaine');
    await program.travel('2026-12-03T12:00');
    expect(rowOf(program, 'p03', 'weekly/pilote/1')).toMatchObject({
      status: 'skipped',
      reason: 'opted_out',
    });
    expect(rowOf(program, 'p04', 'weekly/pilote/1')).toMatchObject({ status: 'sent' });
    // What was not refused comes.
    expect(rowOf(program, 'p03', 'welcome/pilote')).toMatchObject({ status: 'sent' });
    expect((await everyPage(program, 'p03')).join('\n')).toContain('Le rendez-vous de la semaine, depuis le');
    await program.tap('p03', 'rights.choices');
    expect(plain(await program.tap('p03', 'rights.choose', { kind: 'weekly', receive: true }))).toContain(
      'Oui : Le rendez-vous',
    );
    await program.travel('2026-12-10T12:00');
    expect(rowOf(program, 'p03', 'weekly/pilote/2')).toMatchObject({ status: 'sent' });
  });

  it('of surveys: neither the survey nor its reminders, and the reminders not even counted', async () => {
    const program = await startProgram({ people });
    await refuse(program, 'p03', 'survey');
    await program.travel('2026-11-17T12:00');
    expect(rowOf(program, 'p03', 'survey/pilote/etat-des-lieux/1')).toMatchObject({ reason: 'opted_out' });
    await program.travel('2026-11-30T18:00');
    const tallies = (program.tables().tally ?? []).map((row) => JSON.parse(row));
    const reminders = tallies.filter(({ campaign }) => campaign.includes('/reminder/'));
    expect(reminders.length).toBeGreaterThan(0);
    expect(reminders.filter(({ reason }) => reason === 'opted_out')).toEqual([]);
    const said = (await program.messages('p03')).map(plain).join('\n');
    expect(said).not.toContain('Rappel');
  });

  it.each([{ kind: 'cafe', receive: false }, { kind: 'weekly' }, { kind: 'weekly', receive: 'non' }])(
    'takes no other: %j',
    async (data) => {
      const program = await startProgram({ people });
      expect(await program.act('p03', 'rights.choose', data)).toMatchObject({ refused: 'bad_input' });
      expect(program.tables().opt_out).toEqual([]);
    },
  );
});
