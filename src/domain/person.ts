/** What somebody may do. Everybody is an agent; the other roles add to it. */
export type Role = 'agent' | 'champion' | 'leadership' | 'lead';

/** The chat a person is reached in; `none` is nobody's fault: they answer on paper. */
export type ChannelName = 'teams' | 'slack' | 'sandbox';

/** One line of the people file. */
export type PersonRecord = {
  id: string;
  name: string;
  email: string | null;
  department: string;
  roles: Role[];
  /** null: Teams if a conversation is known, else Slack if the e-mail matches. */
  channel: ChannelName | 'none' | null;
  aadId: string | null;
  slackId: string | null;
  locale: string;
  /** IANA zone, or null for the organisation's. */
  zone: string | null;
  /** ISO weekdays worked, or null for the organisation's. */
  days: number[] | null;
};
