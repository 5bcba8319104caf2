/**
 * What one may choose not to be sent. The rest is asked for (a Café one signed up to, an answer to a call) or said once
 * (the first contact, the welcome), and has no switch.
 */
export const OPT_OUTS = ['weekly', 'survey', 'memento', 'followup'] as const;

export type OptOut = (typeof OPT_OUTS)[number];

/** By the card that is sent. */
const CARDS: Readonly<Record<string, OptOut>> = {
  weekly: 'weekly',
  survey: 'survey',
  'memento-changed': 'memento',
  followup: 'followup',
};

/** What somebody would refuse by refusing this message; null: it cannot be refused. */
export function refusable({ template, solicited }: { template: string; solicited: boolean }): OptOut | null {
  return solicited ? null : (CARDS[template] ?? null);
}
