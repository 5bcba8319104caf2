/**
 * How long things are kept, in days. What is confidential is not here: it is destroyed when its round closes.
 * The figures are announced in the data protection register; a shorter one needs no notice, a longer one does.
 */

/** Messages sent: one yearly cycle and a month to look back. Their counts stay, with no name. */
export const OUTBOX_DAYS = 400;

/** People who have left, and all that bears their name. */
export const LEAVER_DAYS = 400;

/** Accounts that wrote to us and are on no list: a season for the lead to add them. */
export const STRANGER_DAYS = 90;

/** Calendar days on which the events seen and their keys are kept, today included: 72 hours at most. */
export const INBOX_DAYS = 3;
