import { type Grant, PAGES, PERMISSIONS, type Reader, type Scope } from '../../src/domain/permissions.ts';
import type { Role } from '../../src/domain/person.ts';

const ROLES: Record<Role, string> = {
  agent: 'tout le monde',
  champion: 'référent IA',
  leadership: 'direction',
  lead: 'pilote',
};
const SCOPES: Record<Scope, string> = {
  self: 'pour soi, ou ce que chacun peut lire',
  invited: 'ce à quoi on est invité',
  service: 'son service',
  all: 'toute la collectivité',
};
const READERS: Record<Reader, string> = {
  anybody: "toute personne qui en a l'adresse",
  port: 'qui atteint le port du service : à ne pas publier',
  platform: 'Teams ou Slack, par une requête signée',
  code: 'qui tient un code à usage unique',
  link: 'qui tient le lien fait pour soi',
  session: 'direction et pilote, une heure, après un tel lien',
  sandbox: 'cette machine, dans le bac à sable seulement',
};

const HEAD = `# Qui peut quoi

Cette page est tirée du code (\`src/domain/permissions.ts\`) : ce qu'elle ne donne à personne, personne ne le peut.
Ce que fait chaque commande et chaque bouton : [référence](reference.md#commands-in-chat). Ce que chacun voit des
réponses : [confidentialité](confidentialite.md).

Une personne qui a deux rôles a le plus large de ce qu'ils donnent. Un référent n'a qu'un service, le sien dans
\`agents.csv\`. Qui a quitté la collectivité ne peut plus rien. La personne qui exploite le service (ligne de commande,
base, secret) n'a, à ce titre, aucun rôle dans la messagerie.`;

/** The page that a data-protection officer reads: a row for each way to be allowed. */
export function permissionsPage(): string {
  const acts = Map.groupBy(Object.entries(PERMISSIONS), ([, grant]) => whoText(grant));
  const rows = [...acts].map(([who, items]) => {
    const [words, verbs] = [false, true].map((isVerb) => list(items, (act) => act.includes('.') === isVerb));
    return `| ${who} | ${words} | ${verbs} |`;
  });
  const pages = Map.groupBy(Object.entries(PAGES), ([, reader]) => reader);
  const served = [...pages].map(([reader, items]) => `| ${READERS[reader]} | ${list(items)} |`);
  return [
    HEAD,
    '',
    '## Dans la messagerie',
    '',
    "| qui, et jusqu'où | en l'écrivant | par un bouton |",
    '|---|---|---|',
    ...rows,
    '',
    '## Les pages du service',
    '',
    'Aucune ne sait qui la demande, sauf le tableau de bord : chaque lecture y est au journal.',
    '',
    '| à qui elle répond | page |',
    '|---|---|',
    ...served,
    '',
  ].join('\n');
}

/** « référent IA (son service), pilote (toute la collectivité) ». */
function whoText(grant: Grant): string {
  const roles: readonly Role[] = ['agent', 'champion', 'leadership', 'lead'];
  return roles
    .flatMap((role) => {
      const scope = grant[role];
      return scope ? [`${ROLES[role]} (${SCOPES[scope]})`] : [];
    })
    .join(', ');
}

function list(items: [name: string, of: unknown][], isListed = (_name: string) => true): string {
  const names = items.map(([name]) => name).filter(isListed);
  return names.length > 0 ? names.map((name) => `\`${name}\``).join(', ') : '–';
}
