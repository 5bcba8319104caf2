import { expect, test, vi } from 'vitest';
import { run } from '../../src/cli/program.ts';
import { allTexts } from '../../src/engine/texts.ts';

test('texts prints every sentence once, in the order of a programme, with no family left unplaced', async () => {
  const printed: string[] = [];
  vi.spyOn(console, 'log').mockImplementation((line: string) => void printed.push(line));
  expect(await run(['texts', '--json'])).toBe(0);
  expect(await run(['texts'])).toBe(0);
  vi.restoreAllMocks();
  const [json = '', text = ''] = printed;
  const keys = Object.keys(JSON.parse(json));
  expect([...keys].sort()).toEqual(
    allTexts()
      .map(({ key }) => key)
      .sort(),
  );
  expect(keys.indexOf('card.memento.done')).toBeLessThan(keys.indexOf('card.weekly.title'));
  expect(keys.indexOf('card.weekly.title')).toBeLessThan(keys.indexOf('card.digest.summary'));
  const families = [...text.matchAll(/^── (.*) ──$/gm)].map(([, family]) => family ?? '');
  expect(families.filter((family) => family.split('.').length > 2)).toEqual([]);
});
