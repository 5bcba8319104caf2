/**
 * How long things are kept, in days. What is confidential is not here: it is destroyed when its round closes.
 * The figures are announced in the data protection register; a shorter one needs no notice, a longer one does.
 */

/** Messages sent: one yearly cycle and a month to look back. Their counts stay, with no name. */
export const OUTBOX_DAYS = 400;

/** People who have left, and all that bears their name. */
export const LEAVER_DAYS = 400;

/**
 * Who was asked a question, once it is closed: as long as nearly the same people may not be asked it again, which needs
 * to know who they were.
 */
export const ROSTER_DAYS = 90;

/** What somebody did by name (Cafés, calls for help): as long as messages. */
export const HISTORY_DAYS = 400;

/** The journal of privileged acts: as long as what it speaks of. */
export const AUDIT_DAYS = 400;

/** Minutes during which a link to one's own file works, once. */
export const FILE_LINK_MINUTES = 15;

/** Minutes during which a link to the dashboard works, once. */
export const DASHBOARD_LINK_MINUTES = 15;

/** Minutes after which the dashboard asks for another link: a meeting, and time to print. */
export const DASHBOARD_SESSION_MINUTES = 60;

/** Accounts that wrote to us and are on no list: a season for the lead to add them. */
export const STRANGER_DAYS = 90;

/** Questions about a rule of the memento, in their author's words: while their message may still leave. */
export const QUESTION_DAYS = 7;

/** A survey being written in chat, since it was last touched. */
export const DRAFT_DAYS = 30;

/** Calendar days on which the events seen and their keys are kept, today included: 72 hours at most. */
export const INBOX_DAYS = 3;
