/**
 * Why a goal is missed, by row: told under the figures of the rows that miss theirs. A goal that is moved says so here,
 * with the reason.
 */
export const REASONS: Readonly<Record<string, string>> = {
  'slack-answers':
    'The bare framework acknowledges and does nothing else. Ours adds, for each answer: who speaks, of which message and which round (seven statements of SQLite and a savepoint; the round is read once for all of a commit), its seal (an HMAC for whose, AES for what), its part of a commit, and the wait for the disk. By profile SQLite and the commit are some two fifths of its time, the seal and the other HMACs an eighth; the rest is HTTP and JSON, as on the other side. What could be shared or left for afterwards is (decisions 040, 043 and 049): to go further would be to check less, not to seal, or not to wait for the disk.',
  'teams-answers':
    'Ours checks, seals and stores, as for Slack; the bare side makes a turn of its SDK for each answer, which ours makes only to say something. The line « CPU an answer » says how close that brings the two; the rest is the wait for the disk, in which 24 answers at once leave the processor idle.',
  acknowledgement:
    'The first taps after a start load the language of the cards and compile what they run; with only some hundreds of answers that is the slowest hundredth. Then each acknowledgement waits for its commit: on a disk that others use, a commit takes most of the time.',
  sending:
    'What is over the ideal is the start of the campaign (the first batch is read and drawn before it leaves) and its end; between them the limit is used to the full, a little under it so that no request is refused.',
  planning:
    'Each message is checked against what its reader may be sent and gets an id of its own before it is inserted; the bare insertion gets finished rows.',
  digest:
    'The digest reads frozen tables, so check-ins themselves cost it nothing; what grows with the town is reading its people and their addresses as objects, and counting the messages. With few check-ins a constant of some milliseconds (fourteen sections, surveys, sessions) is all there is, against a fraction of one for SQL.',
  memory:
    'The heap in use after a collection tells growth from slack: when it stays, what grew is memory that V8 keeps for young objects and does not give back, up to a bound (see below).',
  startup:
    'Ours loads both frameworks too, then its own files, the programme, the database with its migrations and the texts, and is ready only when it could answer. What is compiled is kept from one start to the next, and what a first answer does not need is loaded later (decision 044). Most of what is left is opening files one by one: a bundle would spare it, and a stack would no longer name the line that was written.',
};

/** What somebody who reads a figure wants to know besides, met or missed. */
export const NOTES: Readonly<Record<string, string>> = {
  digest:
    'The first block of two weeks is played for real (answers sealed, opened, counted, destroyed); the blocks after it are copies of what it left, so that the digest reads as many closed rounds and messages as there would be. Closing is told apart: it opens every sealed answer, which hand-written SQL over plain rows never has to.',
  memory:
    "Why botbuilder climbs, and whether it stops: a bare CloudAdapter on restify goes from 130 MB to 360 within its first 10,000 requests and then stays (385 after 100,000). After a forced collection 28 MB of heap are in use, fewer than before the first request: nothing leaks. What climbed is V8's space for young objects, whose bound follows the memory of the machine (here 128 MB), and the 256 KB pages it keeps for reuse once it is emptied: resident memory stays where it was while the heap shrinks to 35 MB. With `--max-semi-space-size=16` the same load stays at 264 MB, with 2 at 277; `MALLOC_ARENA_MAX=2` changes nothing (368), so it is not the allocator of C; nor buffers, which stay at 10 MB.",
};
