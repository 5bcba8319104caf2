import { createHash } from 'node:crypto';
import type { Inbound, Sender } from '../channel.ts';
import { channelAddress, isPrivate, userAddress } from './address.ts';
import { answersOf, dialogAnswers } from './answers.ts';
import { readDialog } from './dialog.ts';
import type { Command, Happening, Payload, Press, Submission } from './payload.ts';
import { readableText } from './text.ts';

/** Makes the sender of an event; the e-mail is looked up only when asked for. */
export type Introduce = (user: string) => Sender;

/** Where an answer to an event can go. */
export type Target = {
  user: string;
  channel: string | null;
  /** The answered message; null for words. */
  ts: string | null;
  /** Only the sender sees that message: it can be changed through its response address alone. */
  ephemeral: boolean;
  responseUrl: string | null;
  /** Opens a dialog for the sender, once and within three seconds. */
  triggerId: string | null;
};

/** What a payload means to the programme, and where its answer goes. Null: nothing to do. */
export function inboundOf(
  payload: Payload,
  introduce: Introduce,
  ownUser: string | null,
): { inbound: Inbound; target: Target } | null {
  if (payload.kind === 'press') return pressed(payload.team, payload.body, introduce);
  if (payload.kind === 'submission') return submitted(payload.team, payload.body, introduce);
  if (payload.kind === 'command') return commanded(payload.body, introduce);
  if (payload.kind === 'happening') return happened(payload.body, introduce, ownUser);
  return null;
}

function pressed(team: string, press: Press, introduce: Introduce) {
  const data = answersOf(press);
  const [action] = press.actions;
  if (!data || !action) return null;
  const ts = press.message?.ts ?? press.container?.message_ts ?? null;
  const target = {
    user: press.user.id,
    channel: press.channel?.id ?? null,
    ts,
    ephemeral: press.container?.is_ephemeral === true,
    responseUrl: press.response_url ?? null,
    triggerId: press.trigger_id ?? null,
  };
  // Slack numbers no presses: the same person, message, button and instant is the same press.
  const parts = [team, target.user, ts, action.action_id, action.action_ts];
  const eventId = `press:${JSON.stringify(parts)}`;
  return { inbound: { ...origin(eventId, target, introduce), kind: 'action', data } as const, target };
}

/** The same verb as the card's button would have had, and its answer where that card was asked for. */
function submitted(team: string, submission: Submission, introduce: Introduce) {
  const { user, view, trigger_id } = submission;
  const dialog = readDialog(view.private_metadata);
  if (!dialog) return null;
  const target = { user: user.id, ...dialog.origin, triggerId: trigger_id ?? null };
  const data = { ...dialogAnswers(submission), ...dialog.data };
  // A refused dialog is sent again as it is: nothing of it was stored, its id neither.
  const parts = [team, user.id, view.id, view.hash];
  const eventId = `view:${createHash('sha256').update(JSON.stringify(parts)).digest('base64url')}`;
  return { inbound: { ...origin(eventId, target, introduce), kind: 'action', data } as const, target };
}

function commanded(command: Command, introduce: Introduce) {
  const target = {
    user: command.user_id,
    channel: command.channel_id,
    ts: null,
    ephemeral: true,
    responseUrl: command.response_url ?? null,
    triggerId: command.trigger_id ?? null,
  };
  const parts = [
    command.team_id,
    target.user,
    target.channel,
    command.command,
    command.text,
    command.response_url,
  ];
  const made = () => createHash('sha256').update(JSON.stringify(parts)).digest('base64url');
  const eventId = `command:${command.trigger_id ?? made()}`;
  const text = readableText(`${command.command.replace(/^\//, '')} ${command.text}`);
  return { inbound: { ...origin(eventId, target, introduce), kind: 'text', text } as const, target };
}

function happened({ event, event_id, team_id }: Happening, introduce: Introduce, ownUser: string | null) {
  const { user, channel } = event;
  // Our own messages come back as events too: answering them would never end.
  if (!user || !channel || event.bot_id || event.subtype || user === ownUser) return null;
  const target = { user, channel, ts: null, ephemeral: false, responseUrl: null, triggerId: null };
  if (event.type === 'app_home_opened' && event.tab === 'messages') {
    // Sent at every visit: the same id makes it count once.
    const eventId = `home:${team_id}:${user}`;
    return { inbound: { ...origin(eventId, target, introduce), kind: 'installed' } as const, target };
  }
  const direct = event.type === 'message' && (event.channel_type ?? 'im') === 'im' && isPrivate(channel);
  const text = readableText(event.text);
  if (!(direct && text) && event.type !== 'app_mention') return null;
  return { inbound: { ...origin(event_id, target, introduce), kind: 'text', text } as const, target };
}

function origin(eventId: string, { user, channel }: Target, introduce: Introduce) {
  return {
    eventId,
    channel: 'slack',
    sender: introduce(user),
    address: userAddress(user),
    place: channel && !isPrivate(channel) ? channelAddress(channel) : null,
  } as const;
}
