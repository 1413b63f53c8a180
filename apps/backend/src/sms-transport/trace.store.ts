import type { TracedPdu } from '@codewire/contracts';
import type { Queryable, Statement } from '../database/sql.js';

export interface TraceAnswer {
  readonly node: string;
  readonly body: readonly TracedPdu[];
}

const ASK: Statement = { name: 'trace_ask', text: `select pg_notify('codewire_trace', $1)` };

// Those who asked delete their answers; what a process that died left behind goes with the next one.
const ANSWER: Statement = {
  name: 'trace_answer',
  text: `with old as (
      delete from trace_answer where created_at < statement_timestamp() - interval '1 minute'
    ) insert into trace_answer (question, node, body) values ($1, $2, $3) on conflict do nothing`,
};

const LIST_NODES: Statement = {
  name: 'trace_nodes',
  text: `select node from trace_answer where question = $1`,
};

const TAKE: Statement = {
  name: 'trace_take',
  text: `delete from trace_answer where question = $1 returning node, body`,
};

/** Questions for traces and their answers, between nodes. Octets never come here: see TraceRing. */
export class TraceStore {
  constructor(private readonly sql: Queryable) {}

  /** Every node that listens hears it, the one that asks too. */
  async ask(question: string, { carrierId, node }: { carrierId: string; node: string }): Promise<void> {
    await this.sql.rows(ASK, [`${question} ${carrierId} ${node}`]);
  }

  async answer(question: string, { node, body }: TraceAnswer): Promise<void> {
    await this.sql.count(ANSWER, [question, node, JSON.stringify(body)]);
  }

  /** Who has answered so far. */
  async nodesOf(question: string): Promise<string[]> {
    return (await this.sql.rows<{ node: string }>(LIST_NODES, [question])).map(({ node }) => node);
  }

  /** The answers, which are gone then. */
  take(question: string): Promise<TraceAnswer[]> {
    return this.sql.rows<TraceAnswer>(TAKE, [question]);
  }
}
