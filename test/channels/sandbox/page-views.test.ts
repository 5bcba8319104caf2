import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readConfig } from '../../../src/config.ts';
import { type Service, start } from '../../../src/service.ts';
import { describeInBrowser, faults, idle, launchBrowser, openPage } from '../../support/browser.ts';

const SIZES = [
  { width: 1440, height: 900 },
  { width: 320, height: 640 },
];

describeInBrowser('the cards, the other platform, the calendar', () => {
  const folder = mkdtempSync(join(tmpdir(), 'percolateur-views-'));
  let service: Service;
  let browser: Browser;

  beforeAll(async () => {
    service = await start(
      readConfig({ PORT: '0', DATABASE_URL: `file:${join(folder, 'percolateur.db')}`, LOG_LEVEL: 'silent' }),
    );
    await fetch(`${service.url}/sandbox/clock`, { method: 'POST', body: '{"to":"2026-11-17T10:00"}' });
    browser = await launchBrowser();
  });
  afterAll(async () => {
    await browser?.close();
    await service?.close();
    rmSync(folder, { recursive: true });
  });

  test.each(SIZES)('are read and closed by keyboard at $width px', { timeout: 60_000 }, async (size) => {
    const { page, problems } = await openPage(browser, service.url, size);
    await page.getByRole('button', { name: 'Cartes', exact: true }).press('Enter');
    const gallery = page.getByRole('dialog', { name: 'Cartes' });
    await gallery.getByRole('heading', { name: 'survey', exact: true }).waitFor();
    const names = await gallery.getByRole('heading', { level: 3 }).allTextContents();
    for (const name of names) {
      const slack = gallery.getByRole('region', { name: `${name}, dans Slack`, exact: true });
      expect(await slack.locator('form > *').count(), name).toBeGreaterThan(0);
      expect(
        await gallery.getByRole('region', { name: `${name}, dans Teams`, exact: true }).count(),
        name,
      ).toBe(1);
      // A block that the page does not know is shown by its type.
      expect(
        await slack
          .locator('.slack-context')
          .getByText(/^[a-z]+_?[a-z]+$/)
          .count(),
        name,
      ).toBe(0);
    }
    await gallery.getByRole('button', { name: 'survey', exact: true }).press('Enter');
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('card-survey');
    const survey = gallery.getByRole('region', { name: 'survey, dans Slack', exact: true });
    await survey.getByRole('button').first().click();
    await gallery.getByText('rien n’est envoyé').waitFor();
    expect(await faults(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await gallery.waitFor({ state: 'hidden' });

    await page.getByRole('button', { name: 'Calendrier', exact: true }).press('Enter');
    const calendar = page.getByRole('dialog', { name: 'Calendrier' });
    await calendar.getByText('Aujourd’hui, mardi 17 novembre').waitFor();
    await calendar.getByText('Noël').waitFor();
    expect(await calendar.locator('[data-state=done]').getByText('fait').count()).toBe(2);
    expect(await calendar.getByRole('heading', { level: 3 }).count()).toBe(12);
    await calendar.getByText('De novembre 2026 à octobre 2027').waitFor();
    const rows = calendar.locator('li[data-kind]');
    const all = await rows.count();
    await calendar.getByRole('button', { name: 'Cafés IA' }).press('Enter');
    expect(await page.evaluate(() => document.activeElement?.getAttribute('aria-pressed'))).toBe('true');
    const kinds = await rows.evaluateAll((items) => items.map((item) => item.getAttribute('data-kind')));
    expect(kinds.length).toBeGreaterThan(3);
    expect(kinds.length).toBeLessThan(all);
    expect(new Set(kinds)).toEqual(new Set(['session', 'cafe']));
    await calendar.getByRole('button', { name: 'Tout' }).click();
    expect(await rows.count()).toBe(all);
    await calendar.getByRole('button', { name: 'Douze mois plus tard' }).waitFor({ state: 'hidden' });
    // On one sheet of paper, and readable there.
    const paper = (await page.pdf({ preferCSSPageSize: true })).toString('latin1');
    expect(paper.match(/\/Type \/Page\b/g)).toHaveLength(1);
    expect(await faults(page)).toEqual([]);
    expect(problems).toEqual([]);
    await page.close();
  });

  test('a survey is answered as in Slack, and nothing typed is lost meanwhile', async () => {
    const { page, problems } = await openPage(browser, service.url, { width: 320, height: 640 });
    await page.getByRole('button', { name: 'Slack', exact: true }).press('Enter');
    const chat = page.locator('#chat-messages');
    await chat.locator('form.slack').first().waitFor();
    await idle(page);
    expect(await page.getByRole('button', { name: 'Slack', exact: true }).getAttribute('aria-pressed')).toBe(
      'true',
    );
    const questions = chat.getByRole('group').filter({ has: page.getByRole('radio') });
    for (const question of await questions.all()) await question.getByRole('radio').first().check();
    const checked = await chat.locator('input:checked').count();
    expect(checked).toBeGreaterThan(0);
    await page.getByLabel('Écrire au bot').fill('aide');
    await page.getByRole('button', { name: 'Envoyer', exact: true }).last().click();
    await chat.locator('form.slack').nth(2).waitFor();
    expect(await chat.locator('input:checked').count()).toBe(checked);
    expect(await faults(page)).toEqual([]);
    await chat.getByRole('button', { name: 'Suivant' }).click();
    await chat.getByText('Question 2 sur').waitFor();
    await page.getByRole('button', { name: 'Teams', exact: true }).click();
    await chat.locator('form.card').first().waitFor();
    expect(await chat.locator('form.slack').count()).toBe(0);
    expect(problems).toEqual([]);
    await page.close();
  });
});
