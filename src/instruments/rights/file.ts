import { z } from 'zod';
import { FILE_LINK_MINUTES } from '../../domain/retention.ts';
import { makeFileLink } from '../../engine/file-link.ts';
import { verb } from '../../engine/instrument.ts';
import { notice } from '../../engine/notice.ts';
import { text } from '../../engine/texts.ts';

/** A link made when it is asked for, so that none lies about in a chat for longer than it works. */
export const fileVerb = verb('rights.file', z.object({}), async (turn, { person }) => {
  const link = await makeFileLink(turn, person);
  if (link === null) return notice(text('rights.file.title'), [text('rights.file.none')]);
  return { mode: 'message', template: 'rights-file', data: { link, minutes: FILE_LINK_MINUTES } };
});
