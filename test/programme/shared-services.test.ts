import { expect, test } from 'vitest';
import { editedExample, problemsOf } from './folder.ts';

const second = (launch: string, services: string) => `
  - id: suite
    nom: Suite
    lancement: ${launch}
    services: ${services}

# Les outils`;

async function problems(first: string, launch: string, services: string): Promise<string[]> {
  const folder = await editedExample(
    ['programme.yml', '    services: []\n', `    services: ${first}\n`],
    ['programme.yml', '\n# Les outils', second(launch, services)],
  );
  return problemsOf(folder);
}

test('two waves at the same time that name one service are refused, on its line', async () => {
  const [problem = '', ...more] = await problems(
    '[Urbanisme, Finances]',
    '2027-02-02',
    '[Enfance et écoles, Finances]',
  );
  expect(more).toEqual([]);
  expect(problem).toMatch(
    /^programme\.yml:\d+: service « Finances » déjà dans la vague « pilote » \(ligne \d+\)/,
  );
  expect(problem).toContain('à partir du 2027-03-09');
});

test.each([
  ['one after the other', '[Finances]', '2027-03-09', '[Finances]'],
  ['services of their own', '[Urbanisme]', '2027-01-05', '[Finances]'],
  ['everybody else', '[Urbanisme]', '2027-01-05', '[]'],
  ['everybody, and one service by name', '[]', '2027-01-05', '[Finances]'],
])('%s: nothing is wrong', async (_name, first, launch, services) => {
  expect(await problems(first, launch, services)).toEqual([]);
});
