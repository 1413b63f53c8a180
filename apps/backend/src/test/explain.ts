import type { PoolClient, QueryResultRow } from 'pg';
import type { Statement, Tx } from '../database/sql.js';

/** A node of EXPLAIN's answer. */
interface PlanNode {
  readonly 'Node Type': string;
  readonly 'Relation Name'?: string;
  readonly 'Index Name'?: string;
  readonly 'Index Cond'?: string;
  readonly Plans?: readonly PlanNode[];
}

/** One way in which a plan reads rows of a table. */
export interface Scan {
  readonly how: string;
  readonly table: string | undefined;
  readonly index: string | undefined;
  readonly condition: string;
}

/** Asks for the plan of each statement, the one for any values that connections keep, before it runs it. */
export class ExplainingTx implements Tx {
  readonly scans: Scan[] = [];
  /** How often rows are put in an order that no index gave. */
  sorts = 0;

  constructor(private readonly client: PoolClient) {}

  async rows<Row extends QueryResultRow>({ text }: Statement, values: readonly unknown[] = []): Promise<Row[]> {
    await this.explain(text);
    return (await this.client.query<Row>(text, [...values])).rows;
  }

  async count({ text }: Statement, values: readonly unknown[] = []): Promise<number> {
    await this.explain(text);
    return (await this.client.query(text, [...values])).rowCount ?? 0;
  }

  /** Whoever looks at plans ends the transaction. */
  async commit(): Promise<void> {}

  private async explain(text: string): Promise<void> {
    const { rows } = await this.client.query<{ 'QUERY PLAN': { Plan: PlanNode }[] }>(
      `explain (format json, generic_plan) ${text}`,
    );
    this.collect(rows[0]!['QUERY PLAN'][0]!.Plan);
  }

  private collect(node: PlanNode): void {
    const { 'Node Type': how, 'Relation Name': table, 'Index Name': index, 'Index Cond': condition = '' } = node;
    if (how === 'Seq Scan' || index !== undefined) this.scans.push({ how, table, index, condition });
    if (how === 'Sort' || how === 'Incremental Sort') this.sorts += 1;
    for (const child of node.Plans ?? []) this.collect(child);
  }
}
