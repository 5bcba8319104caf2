import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readConfig } from '../../../src/config.ts';
import { type Service, start } from '../../../src/service.ts';
import { describeInBrowser, faults, idle, launchBrowser, openPage } from '../../support/browser.ts';

const DESK = { width: 1440, height: 900 };
const PHONE = { width: 320, height: 640 };

const chat = (page: Page) => page.locator('#chat-messages');
const channel = (page: Page) => page.locator('#direction-messages');
const chooseIn = async (page: Page, group: string) => {
  await page
    .getByRole('region', { name: new RegExp(`^${group}`) })
    .getByRole('button')
    .first()
    .click();
  await idle(page);
};
const travel = async (page: Page, to: string) => {
  await page.getByRole('button', { name: `Aller à ${to}` }).click();
  await page
    .getByRole('button', { name: new RegExp(`^${to.replace('+', '\\+')} .*passé$`) })
    .waitFor({ timeout: 120_000 });
  await idle(page);
};
const type = async (page: Page, word: string) => {
  const before = await chat(page).locator('.message.from-bot').count();
  await page.getByLabel('Écrire au bot').fill(word);
  await page.getByRole('button', { name: 'Envoyer', exact: true }).last().click();
  await chat(page).locator('.message.from-bot').nth(before).waitFor();
  await idle(page);
};

describeInBrowser('the whole programme, by clicking', () => {
  const folder = mkdtempSync(join(tmpdir(), 'percolateur-page-'));
  let service: Service;
  let browser: Browser;

  beforeAll(async () => {
    const database = `file:${join(folder, 'percolateur.db')}`;
    service = await start(readConfig({ PORT: '0', DATABASE_URL: database, LOG_LEVEL: 'silent' }));
    browser = await launchBrowser();
  });
  afterAll(async () => {
    await browser?.close();
    await service?.close();
    rmSync(folder, { recursive: true });
  });

  test('from before the launch to J+90, as agent, référent and direction', { timeout: 300_000 }, async () => {
    const { page, problems } = await openPage(browser, service.url, DESK);
    await page.getByRole('button', { name: 'J’ai compris' }).click();

    // The visitor answers for this person; the colleagues come in later.
    const colleagues = page.getByRole('checkbox', { name: /^Les collègues répondent/ });
    await colleagues.uncheck();
    await page.getByRole('button', { name: 'Prochain événement' }).click();
    await chat(page).getByText('Deux messages non demandés').waitFor();
    const survey = chat(page).locator('.message.from-bot').last();
    await survey.getByText('Question 1 sur').waitFor();
    await idle(page);
    await survey.getByRole('radio').first().check();
    expect(await faults(page)).toEqual([]);
    await survey.getByRole('button', { name: 'Suivant' }).click();
    await survey.getByText('Question 2 sur').waitFor();
    expect(await page.evaluate(() => document.activeElement?.tagName)).toBe('ARTICLE');

    await travel(page, 'J0');
    await page.getByRole('button', { name: '+ 1 jour' }).click();
    await idle(page);
    const read = chat(page).getByRole('button', { name: /lu et compris/ });
    await read.click();
    await read.waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Laisser répondre les collègues' }).click();
    await page.getByText(/réponses? de collègues? enregistrées?/).waitFor();

    const weekly = chat(page).getByRole('button', { name: '30 à 60 min' });
    while ((await weekly.count()) === 0) {
      await page.getByRole('button', { name: 'Prochain événement' }).click();
      await page.locator('html.busy').waitFor({ state: 'detached' });
    }
    await weekly.last().click();
    await chat(page).getByText('Réponse enregistrée').last().waitFor();
    await colleagues.check();
    await travel(page, 'J+15');
    await channel(page).getByRole('img').first().waitFor();

    await chooseIn(page, 'Référents');
    await type(page, 'sondage');
    expect(await faults(page)).toEqual([]);
    await chooseIn(page, 'Direction');
    await travel(page, 'J+30');
    await type(page, 'bilan');
    await travel(page, 'J+90');
    expect(await faults(page)).toEqual([]);
    await channel(page).getByRole('button', { name: 'Étendre' }).last().click();
    await idle(page);
    await page.getByRole('button', { name: 'Envois' }).click();
    await page
      .getByRole('dialog')
      .getByText(/envois prévus/)
      .waitFor();
    expect(await faults(page)).toEqual([]);
    expect(problems).toEqual([]);
    await page.close();
  });

  test('the same on a phone', { timeout: 60_000 }, async () => {
    const { page, problems } = await openPage(browser, service.url, PHONE);
    expect(await faults(page)).toEqual([]);
    await page.getByRole('button', { name: 'J’ai compris' }).click();
    await page.getByRole('button', { name: 'Changer de personne' }).click();
    expect(await faults(page)).toEqual([]);
    await chooseIn(page, 'Agents');
    await type(page, 'aide');
    expect(await faults(page)).toEqual([]);
    await page.getByRole('button', { name: /^Canal Direction/ }).click();
    await channel(page).getByRole('img').first().waitFor();
    await page.getByRole('button', { name: 'Plus d’options' }).click();
    expect(await faults(page)).toEqual([]);
    expect(problems).toEqual([]);
    await page.close();
  });
});
