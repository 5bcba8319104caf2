import { Command, CommanderError, type Option } from 'commander';
import { Refusal, StartupError } from '../domain/errors.ts';
import { plainText } from '../domain/plain-text.ts';
import words from '../locales/cli.fr.json' with { type: 'json' };
import * as auditConfidentiality from './audit-confidentiality.ts';
import * as backup from './backup.ts';
import * as codes from './codes.ts';
import * as demo from './demo.ts';
import * as digest from './digest.ts';
import * as doctor from './doctor.ts';
import * as erase from './erase.ts';
import * as exportAll from './export.ts';
import * as journal from './journal.ts';
import * as manifest from './manifest.ts';
import * as migrate from './migrate.ts';
import * as outbox from './outbox.ts';
import * as people from './people.ts';
import * as personData from './person-data.ts';
import * as purge from './purge.ts';
import * as rotateSecret from './rotate-secret.ts';
import { sentence } from './say.ts';
import * as schema from './schema.ts';
import * as survey from './survey.ts';
import * as texts from './texts.ts';
import { Unsettled } from './unsettled.ts';
import { VERSION } from './version.ts';

/** One file a command: it adds itself to the program. `--json` is added to all of them here. */
type CommandModule = { register(program: Command): void };
const MODULES: readonly CommandModule[] = [
  demo,
  doctor,
  people,
  manifest,
  outbox,
  digest,
  survey,
  codes,
  exportAll,
  backup,
  personData,
  erase,
  purge,
  journal,
  auditConfidentiality,
  rotateSecret,
  migrate,
  schema,
  texts,
];

/** The command line, ready to parse. Commander speaks English: what people read is put in French on the way. */
function createProgram(): Command {
  const program = new Command('percolateur')
    .description(words.description)
    .version(VERSION, '-V, --version', words.options.version)
    .helpOption('-h, --help', words.options.help)
    .helpCommand('help [commande]', words.commands.help)
    .configureHelp({
      styleTitle: (title) => TITLES.get(title) ?? title,
      subcommandTerm: (sub) => sub.name(),
      optionDescription: describe,
    })
    .configureOutput({ outputError: () => undefined })
    .exitOverride();
  for (const module of MODULES) module.register(program);
  for (const command of [program, ...program.commands]) {
    if (command.commands.length > 0) command.usage(words.usage);
  }
  for (const leaf of leaves(program)) leaf.option('--json', words.options.json);
  return program;
}

const TITLES = new Map(Object.entries(words.titles));

/** An option in the help, with its default said in French. */
function describe({ description, defaultValue }: Option): string {
  return defaultValue === undefined
    ? description
    : `${description} (${sentence(words.options.default, { value: defaultValue })})`;
}

function leaves(command: Command): Command[] {
  return command.commands.length === 0 ? [command] : command.commands.flatMap(leaves);
}

/** Runs one command line; 0: done, 1: something is left to do, or went wrong in a way nobody expected, 2: what was asked cannot be done, said in French on standard error. */
export async function run(args: readonly string[]): Promise<number> {
  try {
    await createProgram().parseAsync([...args], { from: 'user' });
    return 0;
  } catch (error) {
    return explain(error);
  }
}

function explain(error: unknown): number {
  if (error instanceof Unsettled) return 1;
  if (error instanceof CommanderError) return explainUsage(error);
  if (error instanceof Refusal) {
    console.error(plainText(sentence(REFUSALS.get(error.code) ?? error.code, error.values)));
    return 2;
  }
  if (error instanceof StartupError) {
    // A file from elsewhere can hold what a terminal obeys, or shows in another order.
    for (const problem of error.problems) console.error(plainText(problem));
    return 2;
  }
  // The message of an unknown error may hold what somebody wrote; its name cannot.
  console.error(
    sentence(words.errors.unexpected, { word: error instanceof Error ? error.name : typeof error }),
  );
  return 1;
}

const ERRORS = new Map(Object.entries(words.errors));
const REFUSALS = new Map(Object.entries(words.refusals));

function explainUsage(error: CommanderError): number {
  if (error.exitCode === 0) return 0;
  // `percolateur` alone and `percolateur manifest` have already shown their help.
  if (error.code === 'commander.help') return 2;
  const word = /'([^']*)'/.exec(error.message)?.[1] ?? '';
  console.error(sentence(ERRORS.get(error.code) ?? words.errors.other, { word }));
  console.error(words.errors.hint);
  return 2;
}
