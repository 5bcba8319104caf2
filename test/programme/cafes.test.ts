import { expect, it } from 'vitest';
import { loadProgramme } from '../../src/programme/load.ts';
import { editedExample, problemsOf } from './folder.ts';

it.each(['5', '16', '12.5'])('%s seats are refused, with what to do', async (seats) => {
  const folder = await editedExample(['cafes.yml', 'places: 15', `places: ${seats}`]);
  const [problem = '', ...others] = await problemsOf(folder);
  expect(others).toEqual([]);
  expect(problem).toMatch(/^cafes\.yml:\d+: « places: .* » ne convient pas ; écrivez de 6 à 15 places/);
});

it.each<[string, boolean]>([
  ['oui', true],
  ['non', false],
])('« annule: %s » is read', async (word, cancelled) => {
  const folder = await editedExample(['cafes.yml', 'places: 15', `places: 15\n    annule: ${word}`]);
  expect((await loadProgramme(folder)).cafes[0]).toMatchObject({ cancelled });
});
