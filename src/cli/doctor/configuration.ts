import { type Config, configFromProcess, type Places, placesFromProcess } from '../../config.ts';
import { StartupError } from '../../domain/errors.ts';
import { type Finding, finding } from './finding.ts';

/** The configuration as far as it can be read: what follows is checked with what there is. */
export type Readable = { config: Config | null; places: Places | null; findings: Finding[] };

export function readConfiguration(): Readable {
  const findings: Finding[] = [];
  const attempt = <T>(read: () => T): T | null => {
    try {
      return read();
    } catch (error) {
      if (!(error instanceof StartupError)) throw error;
      const known = new Set(findings.map(({ text }) => text));
      for (const problem of error.problems) {
        if (!known.has(problem)) findings.push(finding('configuration', 'todo', 'problem', { problem }));
      }
      return null;
    }
  };
  const config = attempt(configFromProcess);
  const places = attempt(placesFromProcess);
  if (config?.sandbox && !config.slack && !config.teams)
    findings.push(finding('configuration', 'note', 'sandbox'));
  return { config, places, findings };
}
