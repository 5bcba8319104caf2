import type { InForce } from '../../engine/in-force.ts';
import { text } from '../../engine/texts.ts';
import type { Turn } from '../../engine/turn.ts';
import { differences, same, type Told } from './told.ts';

export async function mementoTold({ programme }: Turn, before: InForce): Promise<Told> {
  const [old, now] = [before.programme.memento, programme.memento];
  const what: string[] = [];
  if (old.version !== now.version) {
    what.push(text('programme.memento.version', { from: old.version, to: now.version }));
  } else if (!same(old, now)) what.push(text('programme.memento.text', { version: now.version }));
  return { file: 'memento.md', what, planned: [] };
}

export async function useCasesTold({ programme }: Turn, before: InForce): Promise<Told> {
  const what: string[] = [];
  if (!same(before.programme.useCases, programme.useCases)) what.push(text('programme.use_cases'));
  const { added, removed, changed } = differences(before.programme.prompts, programme.prompts);
  if (added.length > 0) what.push(text('programme.prompts.added', { count: added.length }));
  if (removed.length > 0) what.push(text('programme.prompts.removed', { count: removed.length }));
  if (changed.length > 0) what.push(text('programme.prompts.changed', { count: changed.length }));
  return { file: 'cas-usage.yml', what, planned: [] };
}
