import { describe, expect, it } from 'vitest';
import { type Edit, staff } from '../support/commune.ts';
import { type Program, startProgram, words } from '../support/program.ts';

const SERVICE = 'Urbanisme';
const people = [...staff(SERVICE, 12), { id: 'ref', department: SERVICE, roles: 'referent' }];

/** Nothing else is sent in these weeks. */
const QUIET: Edit[] = [['sondages/etat-des-lieux.yml', '  - ouvre: J-14', '  - ouvre: J-3']];

/** A champion in the sandbox, whose every line and tap is counted. */
async function champion() {
  const program = await startProgram({ people, edits: QUIET });
  await program.travel('2026-11-18T10:00');
  let interactions = 0;
  return {
    program,
    count: () => interactions,
    say(line: string) {
      interactions += 1;
      return program.say('ref', line);
    },
    tap(verb: string, data: Record<string, unknown> = {}) {
      interactions += 1;
      return program.tap('ref', verb, data);
    },
  };
}

/** The message that follows a survey. */
async function followed(program: Program): Promise<string> {
  const found = (await program.messages('ref')).findLast(({ actions }) =>
    actions.some(({ verb }) => verb === 'survey.remind' || verb === 'survey.results'),
  );
  return found ? words(found) : '';
}

const answered = async (program: Program, ids: string[], data: object) => {
  for (const id of ids) await program.tap(id, 'survey.answer', { ...data });
};

describe('in the sandbox', () => {
  it('a survey of the library is launched in at most four interactions, all read before it is sent', async () => {
    const ref = await champion();
    await ref.say('sondage');
    await ref.tap('survey.preview', { survey: 'satisfaction', department: SERVICE });
    expect(words(await ref.tap('survey.launch'))).toContain('est lancé');
    expect(ref.count()).toBeLessThanOrEqual(4);
  });

  it('a new one of three questions is written, read again and sent in at most fifteen', async () => {
    const ref = await champion();
    await ref.say('sondage nouveau');
    await ref.tap('editor.settings', { title: 'Charge' });
    await ref.tap('editor.question', { kind: 'scale5', question: 'Charge ?', choices: 'légère\nlourde' });
    await ref.tap('editor.add');
    await ref.tap('editor.question', { kind: 'several', question: 'Quoi ?', choices: 'courriel\nréunions' });
    await ref.tap('editor.add');
    await ref.tap('editor.question', { kind: 'text', question: 'Une idée ?' });
    await ref.tap('editor.preview');
    await ref.tap('survey.rendering', { platform: 'slack' });
    await ref.tap('editor.try');
    expect(words(await ref.tap('editor.send'))).toContain('est lancé');
    expect(ref.count()).toBeLessThanOrEqual(15);

    // The message that follows it moves by itself, in steps of five; results come at the closing only.
    const { program } = ref;
    await ref.tap('survey.follow');
    await program.travel('2026-11-19T10:00');
    expect(await followed(program)).toContain('moins de 5 réponses sur 13');
    await answered(program, ['p01', 'p02', 'p03', 'p04', 'p05', 'p06'], { q_charge: '4' });
    await program.travel('PT1M');
    expect(await followed(program)).toContain('au moins 5 réponses sur 13');
    expect(words(await program.say('ref', 'sondage resultats'))).toContain('Aucun sondage clos');
    await answered(program, ['p07', 'p08', 'p09', 'p10'], { q_charge: '2' });
    await program.travel('PT1M');
    expect(await followed(program)).toContain('au moins 10 réponses sur 13');
    await program.travel('2026-11-26T10:00');
    expect(await followed(program)).toContain('clos, 10 réponses sur 13');
    expect(words(await program.say('ref', 'sondage resultats'))).toContain('Charge ?');
  });
});
