import { setTimeout as wait } from 'node:timers/promises';
import type { CarrierTrace, TracedPdu } from '@codewire/contracts';
import type { Notifications } from '../database/notifications.js';
import { newId } from '../platform/ids.js';
import type { BindLeaseStore } from './bind-lease.store.js';
import { TRACED } from './trace-ring.js';
import type { TraceStore } from './trace.store.js';

const PATIENCE_MS = 2_000;
const LOOK_MS = 50;

export interface TracesOptions {
  readonly store: TraceStore;
  readonly leases: Pick<BindLeaseStore, 'listHeld'>;
  readonly notifications: Notifications;
  readonly node: string;
  /** What this node has seen of a carrier, newest first. */
  readonly traced: (carrierId: string) => TracedPdu[];
  readonly onError: (error: unknown) => void;
}

/** What went to and from a carrier lately, wherever its binds are: nodes are asked, and answer through the database. */
export class Traces {
  constructor(private readonly options: TracesOptions) {
    options.notifications.on('codewire_trace', (words) => {
      const [question = '', carrierId, asker] = words.split(' ');
      if (carrierId !== undefined && asker !== options.node) this.answer(question, carrierId).catch(options.onError);
    });
  }

  /** The newest first. A node that holds a bind and has not answered in time is named. */
  async ask(carrierId: string, patienceMs = PATIENCE_MS): Promise<CarrierTrace> {
    const { data, missing_nodes } = await this.askAll(carrierId, patienceMs);
    return { data: data.slice(0, TRACED), missing_nodes };
  }

  /** The same with all that any node remembers. */
  async askAll(carrierId: string, patienceMs = PATIENCE_MS): Promise<CarrierTrace> {
    const { store, leases, node, traced } = this.options;
    const held = (await leases.listHeld()).filter((bind) => bind.carrierId === carrierId);
    const missing = new Set(held.map((bind) => bind.node).filter((other) => other !== node));
    const seen = [...traced(carrierId)];
    if (missing.size > 0) {
      const question = newId('trc');
      await store.ask(question, { carrierId, node });
      await this.untilAnswered(question, [...missing], patienceMs);
      for (const answer of await store.take(question)) {
        missing.delete(answer.node);
        seen.push(...answer.body);
      }
    }
    // Stable: of one moment, each node's own order stays.
    seen.sort((one, other) => (one.at < other.at ? 1 : one.at > other.at ? -1 : 0));
    return { data: seen, missing_nodes: [...missing] };
  }

  private async untilAnswered(question: string, nodes: readonly string[], patienceMs: number): Promise<void> {
    const until = performance.now() + patienceMs;
    while (performance.now() < until) {
      await wait(LOOK_MS);
      const answered = await this.options.store.nodesOf(question);
      if (nodes.every((node) => answered.includes(node))) return;
    }
  }

  /** Those who have seen nothing are waited for by nobody, unless they hold a bind. */
  private async answer(question: string, carrierId: string): Promise<void> {
    const { store, leases, node, traced } = this.options;
    const body = traced(carrierId);
    const isWaitedFor = async () =>
      (await leases.listHeld()).some((bind) => bind.carrierId === carrierId && bind.node === node);
    if (body.length > 0 || (await isWaitedFor())) await store.answer(question, { node, body });
  }
}
