import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { blockKitProblems } from '../platforms/block-kit.ts';
import { startEmulatedSlack } from '../platforms/slack-emulated.ts';
import { type Attached, attach, until } from '../support/attached.ts';
import { slackSettings } from '../support/beside.ts';
import { type Dialogs, dialogPerson, fieldsOf, nextOf, watchDialogs } from '../support/slack-dialogs.ts';
import { slackPerson } from '../support/slack-person.ts';

const SERVICE = 'Services techniques';
const agents = Array.from({ length: 11 }, (_, index) => `agent${index}`);
let slack: Awaited<ReturnType<typeof startEmulatedSlack>>;
let dialogs: Dialogs;
let program: Attached;

beforeAll(async () => {
  const names = ['ref', 'autre', ...agents];
  slack = await startEmulatedSlack(names.map((name) => ({ name, email: `${name}@commune.example` })));
  dialogs = await watchDialogs(slack);
  program = await attach(
    names.map((name) => ({
      id: name,
      email: `${name}@commune.example`,
      roles: name === 'ref' || name === 'autre' ? 'agent|referent' : 'agent',
      department: name === 'autre' ? 'Finances' : SERVICE,
    })),
    { SANDBOX: 'on', ...slackSettings(dialogs) },
  );
  await program.travel('2026-11-16T09:00');
});
afterAll(async () => {
  await program.close();
  await dialogs.close();
  await slack.close();
});

const someone = (name: string) => dialogPerson(slack, dialogs, program.url, name);

/** Their last message once it says so: what a dialog leads to comes after its acknowledgement. */
const showing = (person: ReturnType<typeof someone>, words: string) =>
  until(async () => {
    const [last] = await person.messages();
    return JSON.stringify(last?.blocks ?? []).includes(words) && last;
  });

describe('sondage nouveau in Slack', () => {
  it('is written in dialogs, three questions in at most fifteen interactions, and reaches the service', async () => {
    const ref = someone('ref');
    const settings = await ref.command('/sondage nouveau');
    expect(settings.title.text).toBe('Nouveau sondage');
    expect(blockKitProblems(settings.blocks)).toEqual([]);
    const needed = fieldsOf(settings).map(({ element, optional }) => [element.action_id, optional]);
    expect(needed).toContainEqual(['title', false]);
    expect(needed).toContainEqual(['closes', true]);
    // A champion's survey is for their service: there is nothing to choose.
    expect(needed.map(([id]) => id)).not.toContain('target');

    const first = nextOf(settings, await ref.submit(settings, { title: 'Charge <!channel> *hiver*' }));
    expect(first.title.text).toBe('Question 1');
    await ref.submit(first, {
      kind: 'scale5',
      question: 'Votre charge cette semaine ?',
      choices: 'légère\ntrop lourde',
    });
    let card = await showing(ref, 'editor.add');
    expect(blockKitProblems(card.blocks ?? [])).toEqual([]);
    // Plain text objects: a mention is shown, not obeyed.
    expect(JSON.stringify(card.blocks)).not.toContain('mrkdwn');
    expect(JSON.stringify(card.blocks)).toContain('Charge <!channel> *hiver*');

    const second = await ref.tapForm(card, { v: 'editor.add' });
    expect(second.title.text).toBe('Question 2');
    await ref.submit(second, {
      kind: 'several',
      question: 'Qu’est-ce qui pèse ?',
      choices: '- le courriel\n- les réunions\n\n- la saisie',
    });
    card = await ref.changed(card);
    const third = await ref.tapForm(card, { v: 'editor.add' });
    await ref.submit(third, { kind: 'text', question: 'Une idée ?' });
    card = await ref.changed(card);
    await ref.tap(card, { v: 'editor.send' });
    card = await ref.changed(card);
    expect(JSON.stringify(card.blocks)).toContain('est lancé');
    expect(ref.interactions()).toBeLessThanOrEqual(15);

    await program.travel('2026-11-16T15:00');
    const asked = await slackPerson(slack, program.url, 'agent3').last();
    expect(blockKitProblems(asked.blocks ?? [])).toEqual([]);
    for (const words of ['Charge <!channel> *hiver*', '5 – trop lourde', 'la saisie', 'Une idée ?'])
      expect(JSON.stringify(asked.blocks)).toContain(words);
    expect(JSON.stringify(await slackPerson(slack, program.url, 'autre').messages())).not.toContain('hiver');
  });

  it('says what is wrong at its input, and keeps the dialog open', async () => {
    const other = someone('autre');
    const settings = await other.command('/sondage nouveau');
    const late = await other.submit(settings, {
      title: 'Finances',
      opens: '2026-12-01',
      closes: '2026-11-20',
    });
    const closes = fieldsOf(settings).find(({ element }) => element.action_id === 'closes');
    expect(late).toMatchObject({ response_action: 'errors' });
    expect(late.errors?.[closes?.block_id ?? '']).toContain("La clôture vient avant l'ouverture");
    expect(program.tables().survey_draft?.filter((row) => row.includes('autre'))).toEqual([]);
    // The same dialog, put right: the refused one counts for nothing.
    const first = nextOf(settings, await other.submit(settings, { title: 'Finances', opens: '2026-12-01' }));
    const few = await other.submit(first, { kind: 'choice', question: 'Oui ?', choices: 'oui' });
    expect(Object.values(few.errors ?? {}).join()).toContain('au moins 2');
    expect(await other.submit(first, { kind: 'choice', question: 'Oui ?', choices: 'oui\nnon' })).toEqual({});
    const card = await showing(other, 'editor.drop');
    expect(JSON.stringify(card.blocks)).toContain('il en faut 10');
    // Too small: refused in words, and the draft stays.
    await other.tap(card, { v: 'editor.send' });
    expect(JSON.stringify((await showing(other, 'Regroupez')).blocks)).toContain('il en faut');
    expect(program.tables().survey_draft).toHaveLength(1);
  });

  it('is a message where the dialog comes too late', async () => {
    const late = slackPerson(slack, program.url, 'ref');
    // Its trigger is none that Slack knows.
    const before = dialogs.dialogs.length;
    await late.command('/sondage nouveau');
    const shown = await until(async () => {
      const last = await late.last();
      return JSON.stringify(last.blocks).includes('editor.settings') && last;
    });
    expect(blockKitProblems(shown.blocks ?? [])).toEqual([]);
    expect(dialogs.dialogs).toHaveLength(before);
  });
});
