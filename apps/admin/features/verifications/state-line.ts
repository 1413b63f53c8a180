import type { VerificationDetail } from '@codewire/contracts';

/** `missed`: it ended without. `ahead`: it may come yet. */
export type Standing = 'done' | 'ahead' | 'missed';

export interface StateStep {
  readonly key: 'started' | 'sent' | 'arrived' | 'checked' | 'ended';
  readonly standing: Standing;
  /** When, as far as that is known: of checks only their number is. */
  readonly at: string | null;
}

type Drawn = Pick<VerificationDetail, 'status' | 'created_at' | 'ended_at' | 'checks_used' | 'messages'>;

/** How far a verification has come, or came: the steps of one that goes well, and which of them it went. */
export function stateLine({ status, created_at: begun, ended_at: ended, checks_used: checks, messages }: Drawn) {
  const without: Standing = status === 'pending' ? 'ahead' : 'missed';
  const sent = earliest(messages.map(({ submitted_at: at }) => at));
  const arrived = earliest(messages.map((message) => (message.status === 'delivered' ? message.ended_at : null)));
  const steps: readonly StateStep[] = [
    { key: 'started', standing: 'done', at: begun },
    { key: 'sent', standing: sent === null ? without : 'done', at: sent },
    { key: 'arrived', standing: arrived === null ? without : 'done', at: arrived },
    { key: 'checked', standing: checks === 0 ? without : 'done', at: null },
    { key: 'ended', standing: status === 'pending' ? 'ahead' : 'done', at: ended },
  ];
  return steps;
}

function earliest(times: readonly (string | null)[]): string | null {
  return times.filter((at) => at !== null).sort()[0] ?? null;
}
