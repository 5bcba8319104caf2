import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { printedCode, readCode } from '../../src/domain/code.ts';
import { readFrozen } from '../../src/engine/closing.ts';
import { makeCodes, openSurveys } from '../../src/engine/codes.ts';
import { staff } from '../support/commune.ts';
import { type Program, startProgram } from '../support/program.ts';

const SERVICE = 'Services techniques';
const ROAD_CREW = 6;
const people = [
  ...staff(SERVICE, 12),
  ...staff(SERVICE, ROAD_CREW, 'route').map((person) => ({ ...person, channel: 'aucun' })),
];
const BASELINE = 'survey/pilote/etat-des-lieux/1';
const ANSWERS = { q_usage: 'jamais', q_competence: '2', q_besoin: 'temps' };

async function post(program: Program, path: string, form: Record<string, string>) {
  const response = await fetch(`${program.url()}${path}`, {
    method: 'POST',
    body: new URLSearchParams(form),
  });
  return { status: response.status, page: await response.text(), headers: response.headers };
}

/** The program with the baseline open, and the codes of those who have no chat. */
async function withCodes() {
  const program = await startProgram({ people });
  await program.travel('2026-11-17T10:00');
  return { program, codes: await print(program) };
}

function print(program: Program, again = false): Promise<string[]> {
  return program.engine().inTurn(async (turn) => {
    const [round] = await openSurveys(turn);
    if (!round) throw new Error('no open survey');
    return makeCodes(turn, round, { again });
  });
}

describe('a survey by code', () => {
  it('opens with a code, takes one answer, and counts it with the others', async () => {
    const { program, codes } = await withCodes();
    expect(codes).toHaveLength(ROAD_CREW);
    const [code = '', second = ''] = codes;
    const asked = await post(program, '/repondre', { code: ` ${printedCode(code).toLowerCase()} ` });
    expect(asked.status).toBe(200);
    expect(asked.page).toContain('name="q_usage"');
    expect(asked.headers.get('set-cookie')).toBeNull();
    expect(asked.headers.get('cache-control')).toBe('no-store');
    const done = await post(program, '/repondre/envoyer', { code, ...ANSWERS });
    expect(done).toMatchObject({ status: 200 });
    expect(done.page).toContain('Merci');
    // A code serves once, and whoever has answered in chat keeps their own answer.
    expect((await post(program, '/repondre/envoyer', { code, ...ANSWERS })).status).toBe(422);
    expect((await post(program, '/repondre', { code })).page).toContain('Erreur');
    await post(program, '/repondre/envoyer', { code: second, ...ANSWERS });
    for (const id of ['p01', 'p02', 'p03', 'p04', 'p05', 'p06'])
      await program.tap(id, 'survey.answer', { q_usage: 'jour' });
    await program.travel('2026-11-30T00:00');
    const frozen = await program.engine().inTurn((turn) => readFrozen(turn, BASELINE));
    expect(frozen).toMatchObject({ result: { invited: 12 + ROAD_CREW, answered: 8 } });
    expect(program.tables().code).toEqual([]);
  });

  it('is answered once when the same code comes twice at the same moment', async () => {
    const { program, codes } = await withCodes();
    const [code = ''] = codes;
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => post(program, '/repondre/envoyer', { code, ...ANSWERS })),
    );
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(program.tables().sealed_answer).toHaveLength(1);
  });

  it('says what is wrong, keeps what was filled in, and keeps the code', async () => {
    const { program, codes } = await withCodes();
    const [code = ''] = codes;
    const empty = await post(program, '/repondre/envoyer', { code });
    expect(empty.status).toBe(422);
    expect(empty.page).toContain('role="alert"');
    const invented = await post(program, '/repondre/envoyer', { code, ...ANSWERS, q_usage: 'souvent' });
    expect(invented.status).toBe(422);
    const long = await post(program, '/repondre/envoyer', {
      code,
      ...ANSWERS,
      q_irritant_texte: `${'x'.repeat(600)}<b>`,
    });
    expect(long.page).toContain('500 caractères');
    expect(long.page).toContain('value="temps" checked');
    expect(long.page).toContain('x&lt;b&gt;</textarea>');
    expect(program.tables().sealed_answer).toEqual([]);
    expect((await post(program, '/repondre/envoyer', { code, ...ANSWERS })).status).toBe(200);
  });

  it('refuses a form of more fields than any survey has', async () => {
    const { program, codes } = await withCodes();
    const [code = ''] = codes;
    const many = Object.fromEntries(Array.from({ length: 20_000 }, (_, index) => [`q_${index}`, 'a']));
    for (const path of ['/repondre', '/repondre/envoyer'])
      expect((await post(program, path, { code, ...ANSWERS, ...many })).status).toBe(400);
    expect(program.tables().sealed_answer).toEqual([]);
    expect((await post(program, '/repondre/envoyer', { code, ...ANSWERS })).status).toBe(200);
  });

  it('refuses a body that is too big, an unknown path, and a closed survey', async () => {
    const { program, codes } = await withCodes();
    const [code = ''] = codes;
    expect((await post(program, '/repondre', { code: 'x'.repeat(300_000) })).status).toBe(413);
    await program.travel('2026-11-30T00:00');
    const late = await post(program, '/repondre/envoyer', { code, ...ANSWERS });
    expect(late.status).toBe(422);
    expect(program.tables().sealed_answer).toEqual([]);
  });

  it('holds against thousands of wrong codes, and still takes a right one from the same address', async () => {
    const { program, codes } = await withCodes();
    const [code = ''] = codes;
    const statuses = new Map<number, number>();
    for (let batch = 0; batch < 20; batch++) {
      const answers = await Promise.all(
        Array.from({ length: 50 }, (_, index) =>
          post(program, '/repondre', { code: `AAAA-${String(batch * 50 + index).padStart(4, '0')}-ZZZZ` }),
        ),
      );
      for (const { status } of answers) statuses.set(status, (statuses.get(status) ?? 0) + 1);
    }
    expect([...statuses]).toEqual([
      [422, 20],
      [429, 980],
    ]);
    expect((await post(program, '/repondre/envoyer', { code, ...ANSWERS })).status).toBe(200);
  });

  it('gives nobody two codes, and replaces those not spent when asked', async () => {
    const { program, codes } = await withCodes();
    expect(await print(program)).toEqual([]);
    await post(program, '/repondre/envoyer', { code: codes[0] ?? '', ...ANSWERS });
    const renewed = await print(program, true);
    expect(renewed).toHaveLength(ROAD_CREW - 1);
    expect((await post(program, '/repondre/envoyer', { code: codes[1] ?? '', ...ANSWERS })).status).toBe(422);
    expect((await post(program, '/repondre/envoyer', { code: renewed[0] ?? '', ...ANSWERS })).status).toBe(
      200,
    );
    const [sheet] = program.tables().code_sheet ?? [];
    expect(sheet).toContain(`"issued":${ROAD_CREW}`);
  });

  it('leaves no code in the file, and none in a line of the log', async () => {
    const lines: string[] = [];
    const write = (message: string, fields: object = {}) => void lines.push(message + JSON.stringify(fields));
    const program = await startProgram({ people, log: { info: write, warn: write, error: write } });
    await program.travel('2026-11-17T10:00');
    const [code = ''] = await print(program);
    await post(program, '/repondre', { code });
    await post(program, '/repondre/envoyer', { code, ...ANSWERS });
    expect(program.bytes().includes(code)).toBe(false);
    expect(lines.join('\n')).not.toContain(code);
  });
});

describe('a code', () => {
  it('is read however it is typed', () => {
    const sign = fc.constantFrom(...'0123456789ABCDEFGHJKMNPQRSTVWXYZ');
    fc.assert(
      fc.property(fc.array(sign, { minLength: 12, maxLength: 12 }), (signs) => {
        const code = signs.join('');
        expect(readCode(printedCode(code))).toBe(code);
        expect(
          readCode(` ${printedCode(code).toLowerCase().replaceAll('0', 'o').replaceAll('1', 'l')}`),
        ).toBe(code);
      }),
    );
  });

  it.each(['', 'bonjour', '7K3M-0QXA-9ZR', '7K3M-0QXA-9ZRTT', '7K3M-0QXA-9ZR!', 'U'.repeat(12)])(
    'is not %j',
    (typed) => expect(readCode(typed)).toBeNull(),
  );
});
