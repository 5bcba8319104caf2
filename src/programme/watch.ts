import { createHash } from 'node:crypto';
import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Calendar } from '../domain/calendar.ts';
import { StartupError } from '../domain/errors.ts';
import type { Fixed } from '../domain/fixed.ts';
import type { Programme } from '../domain/programme.ts';
import { programmeCalendar } from './calendar.ts';
import { loadProgramme } from './load.ts';

/** A change of the folder that has come to rest: what it now says, or what is wrong with it. `print`: of its content. */
export type Sight = { print: string } & Content;
type Content = { programme: Programme; calendar: Calendar } | { problems: string[] };

export type ProgrammeWatch = {
  /**
   * Null while nothing has changed since it was last told, or while somebody may still be writing. What was told as
   * wrong is read again each time, and told when it is not wrong in the same way: days pass, surveys close, people leave.
   */
  look(fixed: () => Promise<Fixed | null>): Promise<Sight | null>;
};

/**
 * Looks at a folder when asked to, so that it works on network shares too, where nothing tells of changes. A change is
 * told once two looks, `apart` milliseconds of real time or more from one to the other, have seen the same content: an
 * editor that saves, or a copy under way, alarms nobody.
 */
export async function watchProgramme(folder: string, apart: number): Promise<ProgrammeWatch> {
  let stamps = await stampsOf(folder);
  let told = await printOf(folder);
  let seen: { print: string; at: number } | null = null;
  let wrong: string[] | null = null;
  return {
    async look(fixed) {
      const now = await stampsOf(folder);
      if (now === stamps && !seen) {
        if (!wrong) return null;
        const again = await read(folder, await fixed());
        const isSame = 'problems' in again && again.problems.join('\n') === wrong.join('\n');
        if (isSame || (await stampsOf(folder)) !== now) return null;
        return tell(told, again);
      }
      stamps = now;
      const print = await printOf(folder);
      if (print === told) {
        seen = null;
        return null;
      }
      if (seen?.print !== print) {
        seen = { print, at: performance.now() };
        return null;
      }
      if (performance.now() - seen.at < apart) return null;
      seen = null;
      told = print;
      return tell(print, await read(folder, await fixed()));
    },
  };

  function tell(print: string, content: Content): Sight {
    wrong = 'problems' in content ? content.problems : null;
    return { print, ...content };
  }
}

async function read(folder: string, fixed: Fixed | null): Promise<Content> {
  try {
    const programme = await loadProgramme(folder, { fixed });
    return { programme, calendar: programmeCalendar(programme) };
  } catch (error) {
    if (error instanceof StartupError) return { problems: error.problems };
    throw error;
  }
}

/** Cheap: what the file system knows of the files, without opening them. */
async function stampsOf(folder: string): Promise<string> {
  const stamps = await Promise.all(
    (await filesOf(folder)).map(async (name) => {
      const found = await stat(join(folder, name), { bigint: true }).catch(() => null);
      return [name, found?.mtimeNs, found?.ctimeNs, found?.size, found?.ino].join(' ');
    }),
  );
  return stamps.join('\n');
}

async function printOf(folder: string): Promise<string> {
  const hash = createHash('sha256');
  for (const name of await filesOf(folder)) {
    const bytes = await readFile(join(folder, name)).catch(() => null);
    hash.update(`${name} ${bytes?.length ?? 'gone'}\n`);
    if (bytes) hash.update(bytes);
  }
  return hash.digest('hex');
}

/** What may hold a word of the programme: editors' own files beside them (`~`, `.swp`) do not. */
async function filesOf(folder: string): Promise<string[]> {
  const names = await readdir(folder, { recursive: true }).catch(() => []);
  return names.filter((name) => /\.(ya?ml|csv|md)$/.test(name) && !/(^|[\\/])\./.test(name)).sort();
}
