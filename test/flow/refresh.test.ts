import { describe, expect, it } from 'vitest';
import { besideSlack, besideTeams } from '../support/beside.ts';
import { staff } from '../support/commune.ts';
import { startProgram, words } from '../support/program.ts';
import { inputsOf, slackPerson } from '../support/slack-person.ts';
import { teamsPerson } from '../support/teams-person.ts';

const NAMES = Array.from({ length: 10 }, (_, index) => `agent${index}`);
const OPENS = '2026-11-17T10:00';
const CLOSED = '2026-11-30T08:00';

describe('a survey that closes loses its inputs wherever it was sent', () => {
  it('in the sandbox, whether it was answered or not', async () => {
    const program = await startProgram({ people: staff('Services techniques', 11) });
    await program.travel(OPENS);
    const silent = await program.offering('p02', 'survey.answer');
    await program.tap('p01', 'survey.answer', { q_usage: 'jour' });
    await program.travel(CLOSED);
    const shown = await Promise.all(
      ['p01', 'p02'].map(async (id) => {
        const [card, ...others] = (await program.messages(id)).filter(({ text }) =>
          text.includes("L'IA et nous"),
        );
        expect(others.filter(({ actions }) => actions.length === 0)).toEqual([]);
        return card;
      }),
    );
    for (const card of shown) {
      expect(card?.actions).toEqual([]);
      expect(card && words(card)).toContain('clos');
    }
    expect(shown[1]?.id).toBe(silent.id);
    expect(words(shown[0] ?? silent)).toBe(words(shown[1] ?? silent));
    expect(program.tables().outbox?.filter((row) => row.includes('"refresh":"once"'))).toEqual([]);
  });

  it('in Slack', async () => {
    const { slack, program } = await besideSlack(
      NAMES.map((name, index) => ({ id: `p${index}`, email: `${name}@commune.example`, channel: 'slack' })),
    );
    const one = slackPerson(slack, program.url, 'agent4');
    await program.travel(OPENS);
    const asked = await one.last();
    expect(inputsOf(asked)).not.toEqual([]);
    await program.travel(CLOSED);
    const closed = (await one.messages()).find(({ ts }) => ts === asked.ts);
    expect(closed && inputsOf(closed)).toEqual([]);
    expect(JSON.stringify(closed?.blocks)).toContain('clos');
  });

  it('in Teams, where a card that has gone is left alone', async () => {
    const { connector, program } = await besideTeams(
      NAMES.map((name, index) => ({ id: `p${index}`, aadId: `aad-${name}`, channel: 'teams' })),
    );
    const [first, ...others] = NAMES.map((name) => teamsPerson(connector, program.url, name));
    for (const person of [first, ...others]) await person?.install();
    await program.travel(OPENS);
    connector.failAll((call) =>
      call.kind === 'update' && call.conversationId === first?.chat
        ? { status: 404, code: 'NotFound' }
        : null,
    );
    await program.travel(CLOSED);
    const updates = connector.calls.filter(({ kind }) => kind === 'update');
    expect(updates).toHaveLength(NAMES.length);
    const [survey] = others[0]?.messages() ?? [];
    expect(JSON.stringify(survey)).not.toContain('Input.');
    expect(program.tables().outbox?.filter((row) => row.includes('"refresh":"once"'))).toEqual([]);
  });
});
