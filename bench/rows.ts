import { acknowledgement } from './rows/acknowledgement.ts';
import { digest } from './rows/digest.ts';
import { memory } from './rows/memory.ts';
import { planning } from './rows/planning.ts';
import type { Row } from './rows/row.ts';
import { sending } from './rows/sending.ts';
import { slackAnswers } from './rows/slack-answers.ts';
import { startup } from './rows/startup.ts';
import { teamsAnswers } from './rows/teams-answers.ts';

/** The lines of the table, in its order. */
export const ROWS: readonly Row[] = [
  slackAnswers,
  teamsAnswers,
  acknowledgement,
  sending,
  planning,
  digest,
  memory,
  startup,
];
