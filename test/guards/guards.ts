/**
 * A guard, and the test that notices when it is gone. `edits`: what takes it away, `[file, from, to]`; each `from` is
 * found once in its file. `name`: the test as it is told, to the last word.
 */
export type Guard = {
  threat: string;
  edits: [file: string, from: string, to: string][];
  test: string;
  name: string;
};

/** As in SECURITY.md, in the same order. `npm run test:guards` takes each away in a copy, and wants its test to fail. */
export const GUARDS: Guard[] = [
  {
    threat: 'a forged token',
    edits: [
      [
        'src/channels/teams/token.ts',
        'const { payload } = await jwtVerify(',
        'const { payload } = await ((token: string, ..._others: unknown[]) => ({ payload: decodeJwt(token) }))(',
      ],
    ],
    test: 'test/channels/teams/token.test.ts',
    name: 'a token signed by another key is not',
  },
  {
    threat: 'a token for another service',
    edits: [
      [
        'src/channels/teams/token.ts',
        "return serviceUrl === undefined || claimed === serviceUrl ? 'valid' : 'invalid';",
        "return 'valid';",
      ],
    ],
    test: 'test/channels/teams/token.test.ts',
    name: 'a token for another service is not',
  },
  {
    threat: 'our token sent elsewhere',
    edits: [['src/channels/teams/gate.ts', ' || !allowsServiceUrl(activity.serviceUrl)', '']],
    test: 'test/flow/teams-edges.test.ts',
    name: 'calls nobody at https://else.test/',
  },
  {
    threat: 'another tenant',
    edits: [['src/channels/teams/gate.ts', 'if (!isOurs(activity))', 'if (false)']],
    test: 'test/flow/teams-edges.test.ts',
    name: 'refuses what is of another tenant',
  },
  {
    threat: 'invented keys',
    edits: [['src/channels/teams/token.ts', 'cooldownDuration: KEYS_APART', 'cooldownDuration: 0']],
    test: 'test/flow/teams-edges.test.ts',
    name: 'asks for keys again when it meets a new one, and not for each that it does not know',
  },
  {
    threat: 'a page that is open beside',
    edits: [
      [
        'src/channels/teams/gate.ts',
        'isForeignPage(headers.host, headers.origin) ?',
        'headers.host === undefined ?',
      ],
    ],
    test: 'test/flow/teams-edges.test.ts',
    name: 'without authentication, does nothing for a page that somebody has open',
  },
  {
    threat: 'an open door published',
    edits: [['src/channels/teams/gate.ts', "if (proxied) return { status: 403, code: 'forwarded' };", '']],
    test: 'test/flow/teams-edges.test.ts',
    name: 'without authentication, refuses what came through a proxy or asks to call elsewhere',
  },
  {
    threat: 'a forged Slack request',
    edits: [['src/channels/slack/signature.ts', ' && timingSafeEqual(received, expected)', '']],
    test: 'test/flow/slack-edges.test.ts',
    name: 'refuses what is signed with another secret',
  },
  {
    threat: 'a request kept for later',
    edits: [
      ['src/channels/slack/signature.ts', 'Math.abs(now / 1000 - Number(time))', 'now / 1000 - Number(time)'],
    ],
    test: 'test/flow/slack-edges.test.ts',
    name: 'refuses what is from the future',
  },
  {
    threat: 'a request again',
    edits: [
      [
        'src/engine/inbox.ts',
        'markSeen(turn.tx, idUnder(now), today) : true',
        'markSeen(turn.tx, idUnder(now), today).then(() => true) : true',
      ],
    ],
    test: 'test/flow/slack-edges.test.ts',
    name: 'answers it after a restart too, and when Slack tries again under another signature',
  },
  {
    threat: 'another workspace',
    edits: [['src/channels/slack/webhook.ts', 'if (!allowed) return refuse(403);', '']],
    test: 'test/flow/slack-edges.test.ts',
    name: 'refuses what is another workspace',
  },
  {
    threat: 'another workspace, by the socket',
    edits: [['src/channels/slack/socket.ts', 'if (!allowed) return acknowledge();', '']],
    test: 'test/channels/slack/socket.test.ts',
    name: 'ignores another workspace and survives nonsense',
  },
  {
    threat: 'a guest of a shared channel',
    edits: [
      [
        'src/channels/slack/workspaces.ts',
        'ours.includes(team) && (home === null || ours.includes(home));',
        'ours.includes(team);',
      ],
    ],
    test: 'test/flow/slack-edges.test.ts',
    name: 'refuses what is a person of another company, in a shared channel',
  },
  {
    threat: 'a borrowed e-mail',
    edits: [
      [
        'src/channels/slack/roster.ts',
        'if (found?.is_stranger || found?.is_email_confirmed === false) return null;',
        '',
      ],
    ],
    test: 'test/flow/slack-edges.test.ts',
    name: 'links nobody by an e-mail that nobody vouches for',
  },
  {
    threat: 'the e-mail of a guest',
    edits: [['src/channels/teams/email.ts', 'isGuest(member, tenants) ? null : ', '']],
    test: 'test/channels/teams/conversation.test.ts',
    name: 'the e-mail of a guest, by their role, is nobody’s',
  },
  {
    threat: 'a role that one has not',
    edits: [['src/domain/may.ts', 'return scopeOf(person, act) !== null;', 'return true;']],
    test: 'test/flow/roles.test.ts',
    name: 'is refused what the table does not give, in words, and nothing is stored but a line in the journal',
  },
  {
    threat: 'a card of somebody else',
    edits: [
      [
        'src/engine/router.ts',
        "if (row?.person_id && row.person_id !== person.id) throw new Refusal('not_yours');",
        '',
      ],
    ],
    test: 'test/flow/hostile-forged.test.ts',
    name: 'what is sent on, sent again, sent by strangers or in front of others',
  },
  {
    threat: 'a huge body',
    edits: [
      ['src/web/body.ts', '?? 0) > BODY_LIMIT)', '?? 0) > 1e12)'],
      ['src/web/body.ts', 'if (size > BODY_LIMIT)', 'if (size < 0)'],
    ],
    test: 'test/flow/slack-edges.test.ts',
    name: 'refuses what is too big',
  },
  {
    threat: 'a body nested beyond reason',
    edits: [['src/channels/teams/body.ts', 'const DEPTH = 64;', 'const DEPTH = 1e9;']],
    test: 'test/channels/teams/edges.test.ts',
    name: 'wrong value nested beyond reason: 400',
  },
  {
    threat: 'an address that is none',
    edits: [['src/web/server.ts', 'if (!isAddressed(request))', 'if (false)']],
    test: 'test/flow/web-edges.test.ts',
    name: 'no address is refused, and the service goes on: a space in the host',
  },
  {
    threat: 'a form without end',
    edits: [['src/web/answer/routes.ts', 'form.size > MOST_FIELDS', 'form.size < 0']],
    test: 'test/web/answer.test.ts',
    name: 'refuses a form of more fields than any survey has',
  },
  {
    threat: 'slow senders',
    edits: [['src/web/server.ts', 'if (!asked.get(socket)?.complete) socket.destroy();', '']],
    test: 'test/web/slow-clients.test.ts',
    name: 'whoever sends half a body is cut',
  },
  {
    threat: 'slow readers',
    edits: [['src/web/slow-readers.ts', 'socket.destroy();', 'socket.ref();']],
    test: 'test/web/slow-clients.test.ts',
    name: 'whoever reads nothing of a large answer is cut',
  },
  {
    threat: 'a flood from one address',
    edits: [
      ['src/web/limits.ts', 'if (entry.count <= MOST) return next();', 'if (entry.count > 0) return next();'],
    ],
    test: 'test/flow/web-edges.test.ts',
    name: 'asks for so much, whoever it says it speaks for, and platforms go on',
  },
  {
    threat: 'an invented address',
    edits: [
      ['src/web/address.ts', " && proxies.check(client, isIPv6(client) ? 'ipv6' : 'ipv4')", ' && proxies'],
    ],
    test: 'test/web/address.test.ts',
    name: 'is the connection, whatever it says of itself',
  },
  {
    threat: 'a name made to point here',
    edits: [
      [
        'src/web/server.ts',
        '!onlyHere || namesThisMachine(request.headers.host)',
        '!onlyHere || request.headers.host !== undefined || namesThisMachine(request.headers.host)',
      ],
    ],
    test: 'test/flow/web-edges.test.ts',
    name: 'is not there for whoever calls this machine « evil.example »',
  },
  {
    threat: 'another page of the browser',
    edits: [
      [
        'src/web/sandbox/origin.ts',
        'return isForeignPage(headers.host, headers.origin);',
        'return isForeignPage(headers.host, undefined);',
      ],
    ],
    test: 'test/flow/web-edges.test.ts',
    name: 'does nothing for another page of the same browser',
  },
  {
    threat: 'a page framed, kept or sniffed',
    edits: [['src/web/server.ts', 'setSecurityHeaders(response, https);', '']],
    test: 'test/flow/web-edges.test.ts',
    name: '/confidentialite may be kept, framed and used by nobody else',
  },
  {
    threat: 'a service that starts unsafe',
    edits: [['src/config.ts', '  refuseExposure(config, problems);\n', '  void refuseExposure;\n']],
    test: 'test/config.test.ts',
    name: 'unauthenticated Teams for others',
  },
  {
    threat: 'words that are HTML',
    edits: [['src/web/html.ts', 'SIGNS[sign] ?? sign', 'SIGNS[sign] === undefined ? sign : sign']],
    test: 'test/fuzz/words.test.ts',
    name: 'stays in its cell, its line and its element',
  },
  {
    threat: 'words that are mrkdwn',
    edits: [
      [
        'src/channels/slack/text.ts',
        '(character) => ESCAPES[character] ?? character',
        '(character) => (ESCAPES[character] ? character : character)',
      ],
    ],
    test: 'test/channels/slack/blocks.test.ts',
    name: 'never become markup, a mention or a refused message',
  },
  {
    threat: 'words that are Markdown',
    edits: [
      [
        'src/channels/teams/literal.ts',
        'return MARKDOWN.test(text);',
        'return MARKDOWN.test(text) && false;',
      ],
    ],
    test: 'test/channels/teams/card.test.ts',
    name: 'what Markdown would change becomes a run of text, looking the same',
  },
  {
    threat: 'words that are a formula',
    edits: [['src/report/csv.ts', 'FORMULA.test(cell) ?', "cell === '=' && FORMULA.test(cell) ?"]],
    test: 'test/fuzz/words.test.ts',
    name: 'stays in its cell, its line and its element',
  },
  {
    threat: 'words that are an event',
    edits: [['src/domain/icalendar.ts', ".replace(/\\r\\n|\\r|\\n/g, '\\\\n')", '']],
    test: 'test/domain/icalendar.test.ts',
    name: 'writes one event, its texts escaped and its moments in UTC',
  },
  {
    threat: 'words that are a template',
    edits: [
      [
        'src/engine/render.ts',
        'JSON.stringify(found.expand({ $root: { ...data, t } }))',
        "JSON.stringify(new (require('adaptivecards-templating').Template)(found.expand({ $root: { ...data, t } })).expand({ $root: { ...data, t } }))",
      ],
    ],
    test: 'test/fuzz/words.test.ts',
    name: 'fills a card with any words, and nothing in them is evaluated',
  },
  {
    threat: 'a guessed code',
    edits: [['src/domain/code.ts', 'export const CODE_LENGTH = 12;', 'export const CODE_LENGTH = 6;']],
    test: 'test/fuzz/words.test.ts',
    name: 'is a code when it is one, however it is written, and nothing else is',
  },
  {
    threat: 'a link that is found',
    edits: [
      [
        'src/store/file-link.ts',
        "if (personId !== null) await tx.deleteFrom('file_link').where('token', '=', token).execute();",
        '',
      ],
    ],
    test: 'test/instruments/rights/file.test.ts',
    name: 'says the same as the chat, in words and for a machine, once',
  },
  {
    threat: 'a link to the dashboard that is found',
    edits: [
      [
        'src/engine/dashboard-access.ts',
        'await dropDashboardKey(turn.tx, hashOf(secret));\n  await note',
        'await note',
      ],
    ],
    test: 'test/web/dashboard/access.test.ts',
    name: 'is a link that works once',
  },
  {
    threat: 'a session that a page could take',
    edits: [['src/web/dashboard/session.ts', 'HttpOnly; SameSite=Strict', 'SameSite=None']],
    test: 'test/web/dashboard/access.test.ts',
    name: 'is a session that neither scripts nor other sites nor the network can take',
  },
  {
    threat: 'a stolen database',
    edits: [
      [
        'src/engine/seal.ts',
        "createCipheriv('aes-256-gcm', boxKey, nonce)",
        "createCipheriv('aes-256-gcm', Buffer.alloc(32), nonce)",
      ],
      [
        'src/engine/seal.ts',
        "createDecipheriv('aes-256-gcm', boxKey,",
        "createDecipheriv('aes-256-gcm', Buffer.alloc(32),",
      ],
    ],
    test: 'test/engine/sealing.test.ts',
    name: 'opens with the same secret and salt only, and for the token it was made for',
  },
  {
    threat: 'a small group',
    edits: [
      [
        'src/domain/publishing.ts',
        "if (whole.invited < thresholds.group) return { hidden: true, reason: 'too_small', invited: whole.invited };",
        '',
      ],
    ],
    test: 'test/domain/publishing.test.ts',
    name: 'is too small under ten invited, whatever they answer',
  },
  {
    threat: 'a talkative log',
    edits: [['src/log.ts', '.filter(([key]) => LOG_KEYS.has(key))', '']],
    test: 'test/flow/leaks-edges.test.ts',
    name: 'a line of the log holds the fields that are named, and no other',
  },
  {
    threat: 'a file that folds in on itself',
    edits: [
      [
        'src/programme/markdown.ts',
        'if (!(error instanceof RangeError)) throw error;',
        'if (error) throw error;',
      ],
    ],
    test: 'test/fuzz/files.test.ts',
    name: 'does not make it wait: a file that folds in on itself is refused at once',
  },
  {
    threat: 'a package with a known hole',
    edits: [
      [
        'package-lock.json',
        '"node_modules/uuid": {\n      "version": "11.1.1"',
        '"node_modules/uuid": {\n      "version": "10.0.0"',
      ],
    ],
    test: 'test/supply.test.ts',
    name: 'the old packages of the archived SDK are those that were mended',
  },
];
