import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { makeCommune } from '../support/commune.ts';

export type PlatformName = 'teams' | 'slack';

/**
 * What everybody gets on the Tuesday two weeks before the launch: in Slack a first word, and the survey after lunch; in
 * Teams, where the first word was the answer to their arrival, the survey at once.
 */
export const CAMPAIGNS = { slack: 'contact/agent/2026-11-17', teams: 'survey/pilote/etat-des-lieux/1' };
export const SURVEY = CAMPAIGNS.teams;
/** That Tuesday, when both are due, in Paris. */
export const MORNING = Date.parse('2026-11-17T09:45:00+01:00');

const SERVICES = ['Accueil', 'Technique', 'Écoles', 'Urbanisme', 'Finances', 'Culture', 'Sports', 'Social'];

/** The example's programme for `people` of a town, `p1` and so on, all on one platform, in services of their own. */
export async function townOf(platform: PlatformName, people: number): Promise<string> {
  const folder = await makeCommune([{ id: 'p1', department: 'Accueil' }]);
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const lines = Array.from({ length: people }, (_, index) => {
    const id = `p${index + 1}`;
    const service = SERVICES[index % SERVICES.length];
    return `${id};Personne ${id};${id}@commune.example;${service};agent;${platform};aad-${id}`;
  });
  const text = ['id;nom;courriel;service;roles;canal;aad_id', ...lines, ''].join('\n');
  await writeFile(join(folder, 'agents.csv'), text);
  return folder;
}
