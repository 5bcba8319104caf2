import commands from '../locales/commands.fr.json' with { type: 'json' };
import cafe from '../locales/fr/cafe.json' with { type: 'json' };
import checkin from '../locales/fr/checkin.json' with { type: 'json' };
import code from '../locales/fr/code.json' with { type: 'json' };
import contact from '../locales/fr/contact.json' with { type: 'json' };
import core from '../locales/fr/core.json' with { type: 'json' };
import dashboard from '../locales/fr/dashboard.json' with { type: 'json' };
import digest from '../locales/fr/digest.json' with { type: 'json' };
import followup from '../locales/fr/followup.json' with { type: 'json' };
import help from '../locales/fr/help.json' with { type: 'json' };
import memento from '../locales/fr/memento.json' with { type: 'json' };
import pause from '../locales/fr/pause.json' with { type: 'json' };
import programme from '../locales/fr/programme.json' with { type: 'json' };
import report from '../locales/fr/report.json' with { type: 'json' };
import rights from '../locales/fr/rights.json' with { type: 'json' };
import sandbox from '../locales/fr/sandbox.json' with { type: 'json' };
import survey from '../locales/fr/survey.json' with { type: 'json' };
import surveyEditor from '../locales/fr/survey-editor.json' with { type: 'json' };
import surveyLife from '../locales/fr/survey-life.json' with { type: 'json' };
import wave from '../locales/fr/wave.json' with { type: 'json' };
import weekly from '../locales/fr/weekly.json' with { type: 'json' };
import { compileMessage, type TextValues } from './message.ts';

/** One file an instrument; keys are whole, so that a search finds them. */
const fr = {
  ...core,
  ...contact,
  ...code,
  ...weekly,
  ...checkin,
  ...memento,
  ...cafe,
  ...survey,
  ...surveyLife,
  ...surveyEditor,
  ...pause,
  ...help,
  ...dashboard,
  ...digest,
  ...followup,
  ...report,
  ...wave,
  ...programme,
  ...rights,
  ...sandbox,
};

/** Every sentence a user can read, by key. Messages are ICU; values are printed as they are, numbers as French writes them. */
export type TextKey = keyof typeof fr;
export type { TextValues };

const formats = new Map<string, ReturnType<typeof compileMessage>>();

/** A sentence of the catalogue, filled. */
export function text(key: TextKey, values: TextValues = {}): string {
  return format(key, fr[key], values);
}

/** The sentence of a key made at run time (`reasons.left`), or null when the catalogue has none. */
export function textOf(key: string, values: TextValues = {}): string | null {
  return isKey(key) ? text(key, values) : null;
}

/** Every key with its sentence, as written: values are still between braces. */
export function allTexts(): { key: string; sentence: string }[] {
  return Object.entries(fr).map(([key, sentence]) => ({ key, sentence }));
}

export function isKey(key: string): key is TextKey {
  return Object.hasOwn(fr, key);
}

/** The words of one card: `card.weekly.title` is `t.title` in its template. */
export function cardTexts(template: string, values: TextValues): Record<string, string> {
  const prefix = `card.${template}.`;
  const words: Record<string, string> = {};
  for (const key of keysOf(prefix)) words[key.slice(prefix.length)] = text(key, values);
  return words;
}

const byPrefix = new Map<string, TextKey[]>();

function keysOf(prefix: string): TextKey[] {
  const known = byPrefix.get(prefix);
  if (known) return known;
  const keys = Object.keys(fr).filter((key): key is TextKey => key.startsWith(prefix));
  byPrefix.set(prefix, keys);
  return keys;
}

export function commandTexts(name: keyof typeof commands) {
  return commands[name];
}

function format(key: string, message: string, values: TextValues): string {
  if (!message.includes('{') && !message.includes("'")) return message;
  let compiled = formats.get(key);
  if (!compiled) {
    compiled = compileMessage(message);
    formats.set(key, compiled);
  }
  return compiled(values);
}
