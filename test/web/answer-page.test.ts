import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { printedCode } from '../../src/domain/code.ts';
import { makeCodes, openSurveys } from '../../src/engine/codes.ts';
import { describeInBrowser, faults, launchBrowser } from '../support/browser.ts';
import { staff } from '../support/commune.ts';
import { type Program, startProgram } from '../support/program.ts';

const SERVICE = 'Services techniques';
const people = [
  ...staff(SERVICE, 12),
  ...staff(SERVICE, 4, 'route').map((person) => ({ ...person, channel: 'aucun' })),
];

describeInBrowser('the form for people without a chat', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launchBrowser();
  });
  afterAll(() => browser.close());

  async function open(options: { scripts: boolean; width: number }) {
    const program = await startProgram({ people });
    await program.travel('2026-11-17T10:00');
    const codes = await program.engine().inTurn(async (turn) => {
      const [round] = await openSurveys(turn);
      return round ? makeCodes(turn, round, { again: false }) : [];
    });
    const context = await browser.newContext({
      viewport: { width: options.width, height: 640 },
      javaScriptEnabled: options.scripts,
      locale: 'fr-FR',
    });
    const page = await context.newPage();
    const problems: string[] = [];
    page.on('console', (message) => {
      // A refused form is an answer of its own (422), which the browser also writes in its console.
      if (!message.text().includes('422')) problems.push(message.text());
    });
    page.on('pageerror', (error) => problems.push(error.message));
    page.on('request', (request) => {
      if (!request.url().startsWith(program.url())) problems.push(`outside: ${request.url()}`);
    });
    return { program, page, context, problems, code: codes[0] ?? '' };
  }

  /** Answers two questions with the keyboard alone, from wherever the page starts. */
  async function answer(page: Page): Promise<void> {
    await page.getByLabel('Jamais', { exact: true }).focus();
    await page.keyboard.press('Space');
    await page.getByLabel("M'exercer sur mes propres dossiers").focus();
    await page.keyboard.press('Space');
    await page.getByRole('button', { name: 'Envoyer ma réponse' }).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: "Merci, c'est enregistré" }).waitFor();
  }

  function sealed(program: Program): number {
    return program.tables().sealed_answer?.length ?? 0;
  }

  it.each([320, 1440])('is accessible at %i px, on each of its pages', async (width) => {
    const { program, page, problems, code, context } = await open({ scripts: true, width });
    await page.goto(`${program.url()}/repondre`);
    expect(await faults(page)).toEqual([]);
    await page.getByLabel('Votre code').fill('7K3M-0QXA-9ZRT');
    await page.keyboard.press('Enter');
    await page.getByRole('alert').waitFor();
    expect(await faults(page)).toEqual([]);
    expect(await page.title()).toMatch(/^Erreur/);
    await page.getByLabel('Votre code').fill(printedCode(code));
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Envoyer ma réponse' }).waitFor();
    expect(await faults(page)).toEqual([]);
    await page.getByRole('button', { name: 'Envoyer ma réponse' }).click();
    await page.getByRole('alert').waitFor();
    expect(await faults(page)).toEqual([]);
    await answer(page);
    expect(await faults(page)).toEqual([]);
    expect(sealed(program)).toBe(1);
    expect(await context.cookies()).toEqual([]);
    expect(problems).toEqual([]);
  });

  it('works without scripts', async () => {
    const { program, page, code } = await open({ scripts: false, width: 320 });
    await page.goto(`${program.url()}/repondre`);
    await page.getByLabel('Votre code').fill('7K3M-0QXA-9ZRT');
    await page.getByRole('button', { name: 'Continuer' }).click();
    expect(await page.getByRole('alert').textContent()).toMatch(/code/);
    await page.getByLabel('Votre code').fill(code.toLowerCase());
    await page.getByRole('button', { name: 'Continuer' }).click();
    await page.getByRole('button', { name: 'Envoyer ma réponse' }).click();
    expect(await page.getByRole('alert').textContent()).toMatch(/[.]$/);
    await answer(page);
    expect(sealed(program)).toBe(1);
  });

  it('reads a scanned code, which no server sees and no history keeps', async () => {
    const { program, page, code, problems } = await open({ scripts: true, width: 320 });
    const asked: string[] = [];
    page.on('request', (request) => void asked.push(request.url()));
    await page.goto(`${program.url()}/repondre#${code}`);
    expect(await page.getByLabel('Votre code').inputValue()).toBe(code);
    expect(page.url()).toBe(`${program.url()}/repondre`);
    expect(asked.join('\n')).not.toContain(`${code}?`);
    await page.getByRole('button', { name: 'Continuer' }).click();
    await answer(page);
    expect(page.url()).not.toContain(code);
    expect(problems).toEqual([]);
  });
});
