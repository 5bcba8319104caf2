import { type Edit, staff } from '../../support/commune.ts';
import { startProgram, words } from '../../support/program.ts';

export const FIRST = 'Services techniques';
export const SECOND = 'Finances';
export const THIRD = 'Culture, sports';

const people = [
  ...staff(FIRST, 12, 't'),
  ...staff(SECOND, 12, 'f'),
  ...staff(THIRD, 4, 'c'),
  { id: 'ref', department: FIRST, roles: 'referent' },
  {
    id: 'dgs',
    department: 'Direction',
    roles: 'direction',
    name: 'Diane-Marguerite Gérard de Montfleury-Sauvigny',
  },
  {
    id: 'daf',
    department: 'Direction',
    roles: 'direction',
    name: 'Alain-Christophe Faure-Delacroix de Bonnardière',
  },
  { id: 'pil', department: 'Direction', roles: 'pilote', name: 'Petra Lind' },
  { id: 'pim', department: 'Direction', roles: 'pilote', name: 'Pim Morel' },
];

/** The pilot wave of the example, for one service out of four; `more` are further waves, as YAML lines. */
export function town({ services = `[${FIRST}]`, more = '', edits = [] as Edit[], who = people } = {}) {
  return startProgram({
    people: who,
    edits: [
      ['programme.yml', '    services: []\n', `    services: ${services}\n`],
      ...(more ? ([['programme.yml', '\n# Les outils', `\n${more}\n# Les outils`]] satisfies Edit[]) : []),
      ...edits,
    ],
  });
}

export type Town = Awaited<ReturnType<typeof town>>;

/** All that somebody was told, with plain spaces. */
export async function allWords(program: Town, id: string): Promise<string> {
  return (await program.messages(id)).map((message) => plain(words(message))).join('\n');
}

/** Typographic spaces as the space bar makes them. */
export function plain(text: string): string {
  return text.replace(/[\u00a0\u202f]/g, ' ');
}
