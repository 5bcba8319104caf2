import { describe, expect, it } from 'vitest';
import { noSessionCookie, sessionCookie } from '../../../src/web/dashboard/session.ts';
import { type Program, startProgram, words } from '../../support/program.ts';
import { linkFor } from './posted.ts';

const press = (url: string) => fetch(url, { method: 'POST', redirect: 'manual' });

/** Opens a link; the cookie of its session. */
async function enter(url: string): Promise<{ cookie: string; header: string }> {
  const header = (await press(url)).headers.get('set-cookie') ?? '';
  return { header, cookie: header.split(';')[0] ?? '' };
}

const read = (program: Program, cookie: string) =>
  fetch(`${program.url()}/tableau-de-bord`, { headers: { cookie } });

describe('the way into the dashboard', () => {
  it('is a link that works once', async () => {
    const program = await startProgram();
    const url = await linkFor(program, 'a57');
    expect(url).toMatch(/\/tableau-de-bord\/entrer\/[\w-]{43}$/);
    // Chats and mail filters open links before people do.
    for (let times = 0; times < 2; times++) expect((await fetch(url)).status).toBe(200);
    const pressed = await press(url);
    expect(pressed.status).toBe(303);
    expect(pressed.headers.get('location')).toBe('/tableau-de-bord');
    const cookie = pressed.headers.get('set-cookie') ?? '';
    expect((await read(program, cookie.split(';')[0] ?? '')).status).toBe(200);
    for (const again of [url, url.replace(/.$/, '-')]) {
      expect((await fetch(again)).status).toBe(410);
      expect((await press(again)).status).toBe(410);
    }
    const secrets = [url.split('/').at(-1) ?? '', cookie.split(/[=;]/)[1] ?? ''];
    const { sandbox_message: _, ...tables } = program.tables();
    for (const secret of secrets) expect(JSON.stringify(tables)).not.toContain(secret);
  });

  it('is a session that neither scripts nor other sites nor the network can take', async () => {
    const program = await startProgram();
    const { header, cookie } = await enter(await linkFor(program, 'a57'));
    expect(header).toMatch(/; Path=\/tableau-de-bord; Max-Age=3600; HttpOnly; SameSite=Strict$/);
    for (const kept of [sessionCookie('s', { secure: true }), noSessionCookie({ secure: true })]) {
      expect(kept).toMatch(/; HttpOnly; SameSite=Strict; Secure$/);
    }
    const page = await read(program, cookie);
    expect(page.headers.get('content-security-policy')).toMatch(
      /^default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; /,
    );
    expect(await page.text()).not.toMatch(/<script(?! src="\/tableau-de-bord\/)/);
  });

  it('closes by itself, when one leaves it, and when one may not read any more', async () => {
    const program = await startProgram();
    const first = await enter(await linkFor(program, 'a57'));
    await program.travel('PT59M');
    expect((await read(program, first.cookie)).status).toBe(200);
    await program.travel('PT1M');
    expect((await read(program, first.cookie)).status).toBe(401);
    const old = await linkFor(program, 'a57');
    await program.travel('PT15M');
    expect((await press(old)).status).toBe(410);

    const second = await enter(await linkFor(program, 'a57'));
    const out = await fetch(`${program.url()}/tableau-de-bord/sortir`, {
      method: 'POST',
      headers: { cookie: second.cookie },
    });
    expect(out.status).toBe(200);
    expect(out.headers.get('set-cookie')).toMatch(/percolateur_session=; .*Max-Age=0/);
    expect((await read(program, second.cookie)).status).toBe(401);

    const third = await enter(await linkFor(program, 'a57'));
    await program.become('a57', 'left');
    expect((await read(program, third.cookie)).status).toBe(401);
    await program.travel('P1D');
    expect(program.tables().dashboard_key).toEqual([]);
  });

  it('is for the leadership and the leads, in private, and the journal says who', async () => {
    const program = await startProgram();
    for (const id of ['a03', 'a05']) {
      expect(JSON.stringify((await program.say(id, 'bilan web')).card)).not.toContain('entrer');
    }
    const { body } = await program.call('POST', 'people/a57/messages', {
      text: 'bilan web',
      channel: 'direction',
    });
    expect(words(body[0])).toContain('en privé');
    await enter(await linkFor(program, 'a59'));
    const acts = (program.tables().audit ?? []).map((row) => JSON.parse(row));
    expect(acts.map(({ actor, act }) => `${actor} ${act}`)).toEqual(
      expect.arrayContaining(['a59 dashboard.link', 'a59 dashboard.open']),
    );
    expect((await read(program, 'percolateur_session=nobody')).status).toBe(401);
  });
});
