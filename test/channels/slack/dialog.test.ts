import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Card, Outgoing } from '../../../src/channels/channel.ts';
import { dialogOf, readDialog } from '../../../src/channels/slack/dialog.ts';
import { inboundOf } from '../../../src/channels/slack/inbound.ts';
import { parsePayload } from '../../../src/channels/slack/payload.ts';
import { renderCard } from '../../../src/engine/render.ts';
import { blockKitProblems } from '../../platforms/block-kit.ts';

const NOWHERE = { channel: null, ts: null, ephemeral: false, responseUrl: null };
const FORMS = ['survey-edit-settings', 'survey-edit-question'];

const sample = (name: string) =>
  JSON.parse(readFileSync(new URL(`../../../cards/${name}.sample.json`, import.meta.url), 'utf8'));

function formWith(data: Record<string, unknown>, title = 'Envoyer', heading = 'Titre'): Outgoing {
  const card: Card = {
    type: 'AdaptiveCard',
    version: '1.5',
    body: [
      { type: 'TextBlock', text: heading, style: 'heading' },
      { type: 'Input.Text', id: 'words', label: 'Mots', isRequired: true },
      { type: 'Input.Text', id: 'more', label: 'Encore' },
      {
        type: 'ActionSet',
        actions: [
          { type: 'Action.Submit', title, data: { v: 'x.send', ...data } },
          { type: 'Action.Submit', title: 'Renoncer', data: { v: 'x.back' }, associatedInputs: 'none' },
          { type: 'Action.OpenUrl', title: 'Qui voit quoi ?', url: 'https://commune.example/' },
        ],
      },
    ],
  };
  return { id: null, text: 'un formulaire', card, images: [] };
}

describe('a form as a dialog', () => {
  it.each(FORMS)('%s is one that Slack takes', (name) => {
    const dialog = dialogOf(renderCard(name, sample(name), null), NOWHERE);
    expect(dialog).not.toBeNull();
    expect(blockKitProblems(dialog?.blocks)).toEqual([]);
    expect(dialog?.blocks.some(({ type }) => type === 'actions')).toBe(false);
    for (const words of [dialog?.title, dialog?.submit, dialog?.close]) {
      expect(words?.text.length).toBeLessThanOrEqual(24);
    }
  });

  it('has the card’s heading, its two buttons and its links, and says what must be filled', () => {
    const dialog = dialogOf(formWith({ number: 2 }), NOWHERE);
    expect(dialog).toMatchObject({
      type: 'modal',
      title: { text: 'Titre' },
      submit: { text: 'Envoyer' },
      close: { text: 'Renoncer' },
      blocks: [
        { type: 'input', optional: false },
        { type: 'input', optional: true },
        { type: 'actions', elements: [{ url: 'https://commune.example/' }] },
      ],
    });
    expect(readDialog(dialog?.private_metadata ?? '')).toEqual({
      data: { v: 'x.send', number: 2 },
      origin: NOWHERE,
    });
  });

  it('keeps a long heading in its body, and is none when Slack could not hold it', () => {
    const heading = 'Un titre de plus de vingt-quatre caractères';
    expect(dialogOf(formWith({}, 'Envoyer', heading), NOWHERE)).toMatchObject({
      title: { text: 'Percolateur' },
      blocks: [{ type: 'header', text: { text: heading } }, {}, {}, {}],
    });
    expect(dialogOf(formWith({ long: 'x'.repeat(3000) }), NOWHERE)).toBeNull();
    expect(dialogOf(formWith({}, 'Envoyer à toutes et à tous'), NOWHERE)).toBeNull();
    expect(dialogOf({ id: null, text: 'mots', card: null, images: [] }, NOWHERE)).toBeNull();
  });
});

describe('a dialog that was sent', () => {
  const introduce = (user: string) => ({ slackId: user });
  const sent = (view: Record<string, unknown>) => ({
    type: 'view_submission',
    team: { id: 'T1' },
    user: { id: 'U1' },
    trigger_id: '1.2.3',
    view: { id: 'V1', hash: 'h', private_metadata: '', state: { values: {} }, ...view },
  });

  it('is the event its button would have been: what it carries has the last word', () => {
    const { private_metadata = '' } =
      dialogOf(formWith({ number: 2 }), { ...NOWHERE, channel: 'D1', ts: '1.1' }) ?? {};
    const values = {
      a: { words: { type: 'plain_text_input', value: 'bonjour' } },
      b: { number: { type: 'plain_text_input', value: '99' } },
      c: { more: { type: 'plain_text_input', value: null } },
    };
    const payload = parsePayload(sent({ private_metadata, state: { values } }));
    const event = payload && inboundOf(payload, introduce, null);
    expect(event?.inbound).toMatchObject({
      kind: 'action',
      place: null,
      data: { v: 'x.send', number: 2, words: 'bonjour' },
    });
    expect(event?.target).toMatchObject({ user: 'U1', channel: 'D1', ts: '1.1' });
  });

  it('of another app, or forged, is nobody’s: nothing is done, nothing throws', () => {
    fc.assert(
      fc.property(fc.oneof(fc.json(), fc.string()), (private_metadata) => {
        const payload = parsePayload(sent({ private_metadata: private_metadata.slice(0, 3000) }));
        expect(payload?.kind).toBe('submission');
        expect(payload && inboundOf(payload, introduce, null)).toBeNull();
      }),
    );
    fc.assert(
      fc.property(fc.jsonValue(), (view) => {
        const payload = parsePayload({ ...sent({}), view });
        if (payload) expect(inboundOf(payload, introduce, null)).toBeNull();
      }),
    );
  });
});
