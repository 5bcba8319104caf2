import type { CommandName } from './command.ts';
import type { Role } from './person.ts';

/**
 * Who may do what in a chat, in one place: the router reads the roles, instruments the scope, the tests both. What has
 * no line here is done by nobody. Whoever runs the service has the command line instead, and no role in a chat.
 */

/**
 * How far a role reaches with an act.
 * `self`: what is about oneself, and what everybody may read.
 * `invited`: what one was asked: the people of a round, the services of a Café.
 * `service`: one's own service. The people file gives each person exactly one.
 * `all`: the whole organisation.
 */
export type Scope = 'self' | 'invited' | 'service' | 'all';

/** Who may do something, and how far. A role that is not named may not. */
export type Grant = Readonly<Partial<Record<Role, Scope>>>;

const EVERYBODY: Grant = { agent: 'self' };
const INVITED: Grant = { agent: 'invited' };
const LEADS: Grant = { lead: 'all' };
const LEADERSHIP: Grant = { leadership: 'all' };
const LEADERSHIP_AND_LEADS: Grant = { leadership: 'all', lead: 'all' };
/** A survey, or a Café: a champion's own service, a lead's any. */
const CHAMPIONS_AND_LEADS: Grant = { champion: 'service', lead: 'all' };
/** What is the same for all services: when surveys run, what all Cafés together were worth. */
const EVERY_CHAMPION: Grant = { champion: 'all', lead: 'all' };

/** What can be typed: a command, or a command and its first word. A word without a line has that of its command. */
const COMMANDS = {
  sondage: CHAMPIONS_AND_LEADS,
  'sondage nouveau': CHAMPIONS_AND_LEADS,
  'sondage statut': CHAMPIONS_AND_LEADS,
  'sondage relancer': CHAMPIONS_AND_LEADS,
  'sondage clore': CHAMPIONS_AND_LEADS,
  'sondage annuler': CHAMPIONS_AND_LEADS,
  'sondage dupliquer': CHAMPIONS_AND_LEADS,
  'sondage historique': CHAMPIONS_AND_LEADS,
  'sondage resultats': CHAMPIONS_AND_LEADS,
  'sondage calendrier': EVERY_CHAMPION,
  bilan: LEADERSHIP_AND_LEADS,
  'bilan ici': LEADS,
  'bilan web': LEADERSHIP_AND_LEADS,
  cafe: EVERYBODY,
  'cafe saison': EVERYBODY,
  'cafe proposer': CHAMPIONS_AND_LEADS,
  'cafe deplacer': CHAMPIONS_AND_LEADS,
  'cafe annuler': CHAMPIONS_AND_LEADS,
  'cafe liste': CHAMPIONS_AND_LEADS,
  'cafe questions': CHAMPIONS_AND_LEADS,
  'cafe retours': EVERY_CHAMPION,
  'cafe presence': CHAMPIONS_AND_LEADS,
  'cafe presences': CHAMPIONS_AND_LEADS,
  'cafe message': CHAMPIONS_AND_LEADS,
  memento: EVERYBODY,
  'memento lecture': LEADS,
  vague: LEADS,
  'vague nouvelle': LEADS,
  'vague personnes': LEADS,
  'vague journal': LEADS,
  'vague envois': LEADS,
  pause: EVERYBODY,
  reprendre: EVERYBODY,
  'mes-donnees': EVERYBODY,
  aide: EVERYBODY,
} as const satisfies Record<CommandName, Grant> & Record<string, Grant>;

/** What a button can do. */
const VERBS = {
  'checkin.answer': INVITED,
  'checkin.details': INVITED,
  'checkin.edit': EVERYBODY,
  'weekly.rhythm': EVERYBODY,
  'survey.answer': INVITED,
  'survey.step': INVITED,
  'survey.edit': INVITED,
  'survey.open': INVITED,
  'survey.preview': CHAMPIONS_AND_LEADS,
  'survey.launch': CHAMPIONS_AND_LEADS,
  'survey.try': CHAMPIONS_AND_LEADS,
  'survey.rendering': CHAMPIONS_AND_LEADS,
  'survey.follow': CHAMPIONS_AND_LEADS,
  'survey.remind': CHAMPIONS_AND_LEADS,
  'survey.close': CHAMPIONS_AND_LEADS,
  'survey.cancel': CHAMPIONS_AND_LEADS,
  'survey.stop': CHAMPIONS_AND_LEADS,
  'survey.again': CHAMPIONS_AND_LEADS,
  'survey.results': CHAMPIONS_AND_LEADS,
  'editor.show': CHAMPIONS_AND_LEADS,
  'editor.settings': CHAMPIONS_AND_LEADS,
  'editor.question': CHAMPIONS_AND_LEADS,
  'editor.add': CHAMPIONS_AND_LEADS,
  'editor.change': CHAMPIONS_AND_LEADS,
  'editor.move': CHAMPIONS_AND_LEADS,
  'editor.remove': CHAMPIONS_AND_LEADS,
  'editor.preview': CHAMPIONS_AND_LEADS,
  'editor.try': CHAMPIONS_AND_LEADS,
  'editor.send': CHAMPIONS_AND_LEADS,
  'editor.drop': CHAMPIONS_AND_LEADS,
  'cafe.rsvp': INVITED,
  'cafe.show': INVITED,
  'cafe.question': INVITED,
  'cafe.feedback': INVITED,
  'cafe.attempt': INVITED,
  'cafe.edit': INVITED,
  'cafe.propose': CHAMPIONS_AND_LEADS,
  'cafe.move': CHAMPIONS_AND_LEADS,
  'cafe.cancel': CHAMPIONS_AND_LEADS,
  'cafe.restore': CHAMPIONS_AND_LEADS,
  'cafe.attendance': CHAMPIONS_AND_LEADS,
  'cafe.list': CHAMPIONS_AND_LEADS,
  'cafe.questions': CHAMPIONS_AND_LEADS,
  'cafe.message': CHAMPIONS_AND_LEADS,
  'memento.acknowledge': EVERYBODY,
  'memento.page': EVERYBODY,
  'memento.unclear': EVERYBODY,
  'memento.question': EVERYBODY,
  'memento.check': EVERYBODY,
  'memento.verify': EVERYBODY,
  'help.ask': EVERYBODY,
  'help.privacy': EVERYBODY,
  'pause.ask': EVERYBODY,
  'pause.until': EVERYBODY,
  'pause.resume': EVERYBODY,
  'rights.show': EVERYBODY,
  'rights.file': EVERYBODY,
  'rights.choices': EVERYBODY,
  'rights.choose': EVERYBODY,
  'rights.erase': EVERYBODY,
  'digest.show': LEADERSHIP_AND_LEADS,
  'digest.note': LEADS,
  'digest.delay': LEADS,
  'digest.decide': LEADERSHIP,
  'digest.irritants': LEADERSHIP_AND_LEADS,
  'digest.answer': LEADERSHIP_AND_LEADS,
  'digest.revise': LEADERSHIP_AND_LEADS,
  'digest.publish': LEADERSHIP_AND_LEADS,
  'wave.show': LEADS,
  'wave.people': LEADS,
  'wave.act': LEADS,
  'wave.new': LEADS,
  'wave.save': LEADS,
  'wave.confirm': LEADS,
  'wave.drop': LEADS,
} as const satisfies Record<string, Grant>;

export type CommandAct = keyof typeof COMMANDS;
export type VerbName = keyof typeof VERBS;
export type Act = CommandAct | VerbName;

export const PERMISSIONS: Readonly<Record<Act, Grant>> = { ...COMMANDS, ...VERBS };

/**
 * Who a page of the service answers; none of them knows who is asking, but in a session.
 * `anybody`: who has its address. `port`: who reaches the port, so that it is not to be published. `platform`: a request
 * that Teams or Slack has signed. `code`: who holds a one-time code. `link`: who holds a link that was made
 * for them. `session`: who opened the dashboard with such a link. `sandbox`: this machine, in the sandbox only.
 */
export type Reader = 'anybody' | 'port' | 'platform' | 'code' | 'link' | 'session' | 'sandbox';

/** The pages by method and path, those of the sandbox by how their path starts. */
export const PAGES: Readonly<Record<string, Reader>> = {
  'GET /': 'anybody',
  'GET /confidentialite': 'anybody',
  'GET /conditions': 'anybody',
  'GET /cafes/:file': 'anybody',
  'GET /repondre': 'anybody',
  'GET /repondre/page.css': 'anybody',
  'GET /repondre/code.js': 'anybody',
  'POST /repondre': 'code',
  'POST /repondre/envoyer': 'code',
  'GET /mes-donnees/:secret': 'link',
  'POST /mes-donnees/:secret': 'link',
  'GET /tableau-de-bord/page.css': 'anybody',
  'GET /tableau-de-bord/print.css': 'anybody',
  'GET /tableau-de-bord/icone.svg': 'anybody',
  'GET /tableau-de-bord/entrer.js': 'anybody',
  'GET /tableau-de-bord/imprimer.js': 'anybody',
  'GET /tableau-de-bord/entrer/:secret': 'link',
  'POST /tableau-de-bord/entrer/:secret': 'link',
  'GET /tableau-de-bord': 'session',
  'GET /tableau-de-bord/historique': 'session',
  'GET /tableau-de-bord/graphiques/:wave/:milestone/:file': 'session',
  'GET /tableau-de-bord/documents/:name': 'session',
  'POST /tableau-de-bord/sortir': 'session',
  'GET /healthz': 'port',
  'GET /readyz': 'port',
  'GET /metrics': 'port',
  'POST /api/messages': 'platform',
  'POST /slack/events': 'platform',
  'HEAD /': 'sandbox',
  'GET /sandbox/': 'sandbox',
  'HEAD /sandbox/': 'sandbox',
  'POST /sandbox/': 'sandbox',
  'PATCH /sandbox/': 'sandbox',
};
