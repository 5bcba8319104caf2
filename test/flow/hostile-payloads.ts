/** Texts that mean something to a chat, a template, a browser, a spreadsheet, a terminal or a database. */
export const TEXTS: readonly string[] = [
  // Slack's mrkdwn.
  '<!channel> <!here|ici> <!everyone>',
  '<@U000000001> <#C000000001|general>',
  '<https://evil.example/vol|Cliquez ici>',
  '&lt;!channel&gt; &amp;lt;script&amp;gt;',
  // Markdown, as Teams reads it.
  '[Cliquez ici](https://evil.example/vol)',
  '![image](https://evil.example/pixel.png)',
  '**gras** _italique_ `code` ~~barré~~',
  '# Titre\n- liste\n1. un\n> citation\n---',
  '<at>Tout le monde</at> @channel',
  '[ref]: javascript:alert(1)\n[x][ref]',
  // Templates: ours, Adaptive Cards', ICU's, others'.
  // biome-ignore lint/suspicious/noTemplateCurlyInString: it is the attack.
  '${$root.person.name} ${t.summary} ${json(constructor)}',
  '$when $data $root $index',
  '{{DATE(2026-12-01T00:00:00Z, SHORT)}} {{TIME(2026-12-01T00:00:00Z)}}',
  '{{7*7}} <%= 7*7 %> #{7*7} {%raw%}',
  '{count, plural, one {#} other {#}}',
  "'{' '' {0} {name",
  // Browsers.
  '<script>alert(1)</script>',
  '<img src=x onerror="alert(1)">',
  '"><svg/onload=alert(1)>\'--></style></title>',
  'javascript:alert(document.cookie)',
  '</textarea><input name="q_x" value="1">',
  // Direction, control and other characters that do not show.
  'facture\u202Efdp.exe \u2066caché\u2069',
  'NUL\u0000ici\u0007\u0008\u001B[31mrouge\u001B]0;titre\u0007',
  'demi \uD800 caractère \uDC00',
  '\u200B\u200C\uFEFF\u2060invisible\u00AD',
  '\uFFF9lien\uFFFAautre\uFFFB',
  `z${'\u0335\u0489\u0361'.repeat(40)}algo`,
  'deux\u2028lignes\u2029et\u0085plus\r\nBEGIN:VEVENT\rEND:VCALENDAR',
  '👩‍💻🏴󠁧󠁢󠁥󠁮󠁧󠁿 é é ﷽',
  // Spreadsheets, shells, databases, paths.
  '=HYPERLINK("https://evil.example";"Cliquez")',
  '+33 @SUM(A1) -2+3',
  '\t=cmd|/C calc!A0',
  '@SUM(1+1)*cmd|x',
  "Robert'); DROP TABLE person;--",
  '../../../../etc/passwd',
  '%00%0a%s%n%x $(reboot) `reboot`',
  // Names of what every object has.
  '__proto__',
  'constructor',
  'toString',
  'null',
  'NaN',
  '1e999',
  '-1',
  '',
  ' \n\t ',
  // Too long.
  'x'.repeat(501),
  'mot '.repeat(25_000),
  '<!channel>'.repeat(10_000),
  '('.repeat(100_000),
];

/** Values of another type than the one that is asked for. */
export const VALUES: readonly unknown[] = [
  0,
  -1,
  1.5,
  1e21,
  true,
  null,
  [],
  ['<!channel>', '<script>'],
  {},
  { toString: 'x', valueOf: 1 },
  JSON.parse('{"__proto__": {"roles": ["lead"]}, "constructor": {"prototype": {}}}'),
  nested(500),
  Array.from({ length: 5000 }, (_, index) => index),
];

function nested(depth: number): unknown {
  let value: unknown = 'fond';
  for (let level = 0; level < depth; level++) value = { a: [value] };
  return value;
}
