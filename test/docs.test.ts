import { existsSync, globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { DELIVERY_REASONS } from '../src/channels/channel.ts';
import { PAGES } from '../src/domain/permissions.ts';
import { FLOORS, type Thresholds } from '../src/domain/publishing.ts';
import {
  AUDIT_DAYS,
  DASHBOARD_LINK_MINUTES,
  DASHBOARD_SESSION_MINUTES,
  DRAFT_DAYS,
  FILE_LINK_MINUTES,
  HISTORY_DAYS,
  INBOX_DAYS,
  LEAVER_DAYS,
  OUTBOX_DAYS,
  QUESTION_DAYS,
  ROSTER_DAYS,
  STRANGER_DAYS,
} from '../src/domain/retention.ts';
import { text } from '../src/engine/texts.ts';
import { instruments } from '../src/instruments/index.ts';
import { FAMILIES, type Family } from '../src/store/personal.ts';

const ROOT = path.join(import.meta.dirname, '..');
const OUTSIDE = new Set(['node_modules', '.git', 'var', 'coverage']);

function read(file: string): string {
  return readFileSync(path.join(ROOT, file), 'utf8');
}

function files(pattern: string): string[] {
  return globSync(pattern, { cwd: ROOT, exclude: (name) => OUTSIDE.has(path.basename(name)) }).sort();
}

/** Line breaks are where the page was full: they mean nothing. */
function flat(file: string): string {
  return read(file).replace(/\s+/g, ' ');
}

const reference = read('docs/reference.md');
const SOURCES = files('src/**/*.{ts,js,json}').map(read);

describe('what is promised is what the code does', () => {
  const PROMISES: Record<keyof Thresholds, RegExp[]> = {
    figure: [
      /totaux d'au moins (\d+) personnes/g,
      /personnes distinctes derrière un chiffre \| au moins (\d+)/g,
    ],
    group: [
      /groupes d'au moins (\d+) invités/g,
      /Sous (\d+) personnes joignables/g,
      /à partir de (\d+) personnes invitées/g,
      /pour qu'un groupe ait des chiffres ou une participation \| au moins (\d+)/g,
    ],
    verbatim: [
      /textes libres seulement à partir de (\d+)/g,
      /textes libres reçus avant d'en montrer un \| au moins (\d+)/g,
    ],
    verbatimInvited: [
      /et de (\d+) invités/g,
      /personnes invitées avant de montrer des textes libres \| au moins (\d+)/g,
    ],
  };
  const NAMES = ['figure', 'group', 'verbatim', 'verbatimInvited'] as const;

  const THRESHOLD_PAGES = ['docs/confidentialite.md', 'docs/guides/dpo.md', ...files('docs/documents/*.md')];

  test.each(THRESHOLD_PAGES)('thresholds of %s', (file) => {
    const page = flat(file);
    for (const name of NAMES) {
      const told = PROMISES[name].flatMap((pattern) =>
        [...page.matchAll(pattern)].map((match) => Number(match[1])),
      );
      expect(told.length, name).toBeGreaterThan(0);
      expect(new Set(told), name).toEqual(new Set([FLOORS[name]]));
    }
    // Whatever else is said in numbers of people is a floor too.
    const others = [...page.matchAll(/(\d+) (?:personnes|réponses|invités|textes)\b/g)].map(([, n]) =>
      Number(n),
    );
    expect(Object.values(FLOORS)).toEqual(expect.arrayContaining(others));
  });

  test('delays of a survey', () => {
    const sources = [
      'src/instruments/survey/close.ts',
      'src/instruments/survey/nearly.ts',
      'src/domain/nearness.ts',
    ];
    const source = sources.map(read).join('\n');
    const constant = (name: string) => new RegExp(`${name} = (\\d+)`).exec(source)?.[1];
    const page = flat('docs/confidentialite.md');
    expect(page).toContain(`à la main avant ${constant('CLOSE_AFTER_HOURS')} heures`);
    expect(page).toContain(`pendant ${constant('TOO_CLOSE_DAYS')} jours`);
    expect(constant('TOO_CLOSE')).toBe('4');
    expect(page).toContain('une à quatre de différence');
  });

  test('how long things are kept', () => {
    const register = flat('docs/documents/registre.md');
    for (const row of [
      `puis ${LEAVER_DAYS} jours après son départ |`,
      `| ${OUTBOX_DAYS} jours, puis seulement leur nombre |`,
      `| en clair, avec le service d'alors | ${ROSTER_DAYS} jours après la clôture |`,
      `(le message au référent garde l'heure de la demande, comme un envoi) | ${HISTORY_DAYS} jours |`,
      `avec ses mots s'il en a mis | nominatif, au jour | ${QUESTION_DAYS} jours |`,
      `| ${DRAFT_DAYS} jours sans y toucher |`,
      `| ${AUDIT_DAYS} jours ; sous un pseudonyme après effacement |`,
      `| ${FILE_LINK_MINUTES} minutes, ou jusqu'au téléchargement |`,
      `| empreinte, avec la personne | ${DASHBOARD_LINK_MINUTES} minutes, ou jusqu'à l'ouverture |`,
      `| ${DASHBOARD_SESSION_MINUTES} minutes, ou jusqu'à ce que la personne la ferme |`,
      `| identifiant de la plateforme | ${STRANGER_DAYS} jours |`,
      '| trois jours |',
    ])
      expect(register).toContain(row);
    expect(INBOX_DAYS).toBe(3);
    const notice = flat('docs/documents/notice-agents.md');
    expect(notice).toContain(`Cafés, demandes d'aide et envois : ${HISTORY_DAYS} jours.`);
    expect(notice).toContain(`puis ${LEAVER_DAYS} jours après votre départ`);
    expect(OUTBOX_DAYS).toBe(HISTORY_DAYS);
    // No other length is told anywhere.
    const lengths = new Set([
      AUDIT_DAYS,
      DRAFT_DAYS,
      HISTORY_DAYS,
      LEAVER_DAYS,
      OUTBOX_DAYS,
      QUESTION_DAYS,
      ROSTER_DAYS,
      STRANGER_DAYS,
    ]);
    for (const page of [...files('docs/documents/*.md'), 'docs/guides/dpo.md']) {
      const told = flat(page).replace('… jours (30 conseillés)', '');
      for (const [, days] of told.matchAll(/(\d+) jours/g))
        expect([...lengths], page).toContain(Number(days));
      for (const [, minutes] of told.matchAll(/(\d+) minutes/g))
        expect([FILE_LINK_MINUTES, DASHBOARD_LINK_MINUTES, DASHBOARD_SESSION_MINUTES]).toContain(
          Number(minutes),
        );
    }
    const cli = flat('docs/reference/cli.md');
    for (const days of [OUTBOX_DAYS, STRANGER_DAYS, DRAFT_DAYS, QUESTION_DAYS])
      expect(cli).toContain(`| ${days} days`);
    expect(cli).toContain(`| ${FILE_LINK_MINUTES} minutes`);
  });

  test('every family of what bears a name is in the register', () => {
    const register = read('docs/documents/registre.md');
    const told: Record<Family, string> = {
      identity: 'identité :',
      addresses: 'adresses dans les messageries',
      messages: 'envois :',
      cafes: 'inscriptions aux Cafés',
      memento: 'lecture du mémento',
      help: "demandes d'aide",
      contacts: "carte d'accueil reçue",
      rosters: 'qui était invité à une question',
      launches: 'sondage écrit ou lancé',
      decisions: 'décisions de la direction',
      choices: 'messages que la personne ne veut pas recevoir',
      acts: 'journal des actes',
      links: 'lien de téléchargement',
      strangers: 'comptes inconnus',
      // On somebody's own machine, and with invented people.
      sandbox: '',
    };
    for (const family of FAMILIES) expect(register, family).toContain(told[family]);
  });
});

describe('the reference names', () => {
  const config = ['src/config.ts', ...files('src/config/*.ts')].map(read).join('\n');
  const [, sdkKeys = ''] = /TEAMS_SDK_KEYS = \[([^\]]*)\]/.exec(config) ?? [];
  const variables = [
    ...new Set(
      [...config.matchAll(/'([A-Z]+(?:_[A-Z]+)*)'/g), ...sdkKeys.matchAll(/'(\w+)'/g)].map(
        ([, name]) => name ?? '',
      ),
    ),
  ];

  test('every variable of the environment, as .env.example does, and no other', () => {
    expect(variables.length).toBeGreaterThan(20);
    const example = [...read('.env.example').matchAll(/^#?([A-Za-z_]+)=/gm)].map(([, name]) => name);
    expect(new Set(example)).toEqual(new Set(variables));
    expect(variables.filter((name) => !reference.includes(`\`${name}\``))).toEqual([]);
  });

  test('every verb, and no other', () => {
    const told = [...reference.matchAll(/^\| `([a-z]+\.[a-z]+)` \|/gm)].map(([, verb]) => verb);
    const verbs = instruments.flatMap((instrument) => instrument.verbs ?? []).map(({ verb }) => verb);
    expect(told.sort()).toEqual(verbs.sort());
  });

  test('every reason of a delivery, with its sentence', () => {
    for (const reason of DELIVERY_REASONS) {
      // A page has plain spaces where a card has some that do not break.
      const sentence = text(`reasons.${reason}`).replace(/[\u00a0\u202f]/g, ' ');
      expect(reference).toContain(`| \`${reason}\` | ${sentence} |`);
    }
  });

  test('every reason to hide a figure', () => {
    const [, union = ''] = /HiddenReason = ([^;]*);/.exec(read('src/domain/publishing.ts')) ?? [];
    const reasons = [...union.matchAll(/'(\w+)'/g)].map(([, reason]) => reason);
    expect(reasons.length).toBeGreaterThan(3);
    expect(reasons.filter((reason) => !reference.includes(`| \`${reason}\` |`))).toEqual([]);
  });

  test('every element that a card uses', () => {
    const used = new Set(
      files('cards/*.json').flatMap((file) =>
        [...read(file).matchAll(/"type": "([\w.]+)"/g)].map(([, type]) => type),
      ),
    );
    used.delete('AdaptiveCard');
    const [, cards = ''] = reference.split('## Cards');
    expect([...used].filter((type) => !cards.includes(`\`${type}\``))).toEqual([]);
  });
});

test('the reverse proxy of the guide lets through every page for people, and none for the machine', () => {
  const [, block = ''] = /```nginx\n(.*?)```/s.exec(read('docs/guides/dsi.md')) ?? [];
  const places = [...block.matchAll(/location (= )?(\S+) +\{(.*)/g)].map(
    ([, exact, place = '', does = '']) => ({
      place,
      leads: (page: string) =>
        does.includes('proxy_pass') && (exact ? page === place : page.startsWith(place)),
    }),
  );
  const isPublished = (page: string) => places.some(({ leads }) => leads(page));
  const pages = Object.entries(PAGES).filter(([, reader]) => reader !== 'sandbox');
  for (const [name, reader] of pages) {
    expect(isPublished(name.replace(/^\w+ /, '')), name).toBe(reader !== 'port');
  }
});

describe('every page', () => {
  const pages = files('**/*.md');

  /** As forges make it: lower case, letters, digits and hyphens, a hyphen a space. */
  function anchors(page: string): string[] {
    return [...page.matchAll(/^#+ (.+)$/gm)].map(([, title = '']) =>
      title
        .toLowerCase()
        .replace(/[^\p{L}\p{N} _-]/gu, '')
        .replaceAll(' ', '-'),
    );
  }

  test.each(pages)('%s links to what exists', (page) => {
    const links = [...read(page).matchAll(/\]\(([^)\s]+)\)/g)].map(([, link = '']) => link);
    for (const link of links.filter((target) => !/^[a-z]+:/.test(target))) {
      const [target = '', anchor] = link.split('#');
      const file = target === '' ? page : path.join(path.dirname(page), target);
      expect(existsSync(path.join(ROOT, file)), `${page}: ${link}`).toBe(true);
      if (anchor) expect(anchors(read(file)), `${page}: ${link}`).toContain(anchor);
    }
  });

  test.each(files('docs/decisions/*.md'))('%s says context, decision, consequences', (page) => {
    const titles = [...read(page).matchAll(/^## (.+)$/gm)].map(([, title]) => title);
    expect(titles).toEqual(['Context', 'Decision', 'Consequences']);
  });

  test('good style is taken from this code', () => {
    const rows = [...read('STYLE.md').matchAll(/^\| ([^|]+) \| [^|]+ \| [^|]+ \|$/gm)].map(
      ([, good = '']) => good,
    );
    expect(rows.length).toBeLessThan(12);
    const examples = rows.flatMap((good) => [...good.matchAll(/`([^`]+)`/g)].map(([, code = '']) => code));
    expect(examples.length).toBeGreaterThan(5);
    const found = (code: string) =>
      SOURCES.some((source) => source.includes(code)) || existsSync(path.join(ROOT, code));
    expect(examples.filter((code) => !found(code))).toEqual([]);
  });
});

test('nothing speaks of the workplace it was made in', () => {
  const texts = files('**/*.{md,ts,js,mjs,json,yml,csv,sql,css,html,svg,sh}').concat([
    '.env.example',
    '.ci/run',
  ]);
  const workplace = /\b(?:DESIGN|PLATFORM|PEERS|ANCHORS)\.md|\bDESIGN «|\.\.\/shared\b|\bissues? #?\d/;
  expect(texts.length).toBeGreaterThan(100);
  expect(texts.filter((file) => workplace.test(read(file)))).toEqual([]);
});
