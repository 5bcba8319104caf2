import { expect, it } from 'vitest';
import type { DigestData } from '../../../src/domain/digest.ts';
import { chartOf } from '../../../src/web/dashboard/charts.ts';
import { firstScreen } from '../../../src/web/dashboard/first.ts';
import { noneBelow, type ServiceRow } from '../../../src/web/dashboard/services-words.ts';
import { closeBlock, createWorld, service } from '../../instruments/digest/world.ts';
import { reviewsOf, textOf } from './posted.ts';

/** A month in which so many of 40 invited answered in each service, and so many of them use it. */
async function month(services: Record<string, { answered: number; used: number }>): Promise<DigestData> {
  const world = await createWorld();
  const cells = Object.entries(services).map(([name, { answered, used }]) =>
    service(name, 40, answered, { adoption: { used, unused: answered - used } }),
  );
  for (const block of [1, 2]) await closeBlock(world, block, cells);
  const [, review] = await reviewsOf(world, 'J30');
  return review ?? expect.fail();
}

/** The first screen and the words of the chart of services, with spaces that can be typed. */
function saidOf(data: DigestData) {
  const plain = (words: string) => words.replace(/[\u00a0\u202f]/g, ' ');
  const alt = chartOf(data, 'services')?.alt ?? expect.fail();
  return { screen: plain(textOf(firstScreen(data).html)), alt: plain(alt) };
}

const HALF = { answered: 30, used: 20 };
const FEW = { answered: 36, used: 6 };
/** 11 of 40 are 28 %, of 20 who answered 55 %. */
const EITHER = { answered: 20, used: 11 };

it('says that no service is under the line only where none may be', async () => {
  const { screen, alt } = saidOf(await month({ Accueil: HALF, Finances: HALF }));
  for (const words of [screen, alt]) {
    expect(words).toContain("Aucun des 2 groupes montrés n'est sous la ligne des 30 %.");
  }
  const open = saidOf(await month({ Accueil: HALF, Finances: EITHER, Sports: EITHER }));
  for (const words of [open.screen, open.alt]) {
    expect(words).not.toContain('Aucun des');
    expect(words).toContain(
      'On ne sait pas si ces groupes dépassent la ligne des 30 % : « Finances » et « Sports ».',
    );
  }
  const mixed = saidOf(await month({ Accueil: FEW, Finances: EITHER }));
  expect(mixed.alt).toContain(
    'Sous la ligne des 30 % : « Accueil ». On ne sait pas si ce groupe dépasse la ligne des 30 % : « Finances ».',
  );
});

it('says of one group alone that it is not under the line', () => {
  const row: ServiceRow = {
    ...{ department: 'Accueil', invited: 40, answered: 30, users: 20 },
    ...{ rateOfInvited: 0.5, rateOfRespondents: 2 / 3, alert: 'above' },
  };
  expect(noneBelow([row])).toBe("Le seul groupe montré n'est pas sous la ligne des 30\u00a0%.");
});

it('says of a picture what it draws, and on the page what is known of the others too', async () => {
  const data = await month({ Accueil: HALF, Finances: HALF });
  const { adoption } = data.sections;
  if ('hidden' in adoption) return expect.fail();
  adoption.byDepartment.push({
    department: 'Sports',
    invited: 40,
    answered: 20,
    nearlyAll: 'used',
    alert: 'unknown',
  });
  const { screen, alt } = saidOf(data);
  expect(alt).toContain('Aucun des 2 groupes montrés');
  expect(alt).not.toContain('Sports');
  expect(screen).toContain('On ne sait pas si ce groupe dépasse la ligne des 30 % : « Sports ».');
});
