import type { ImportedChange, ImportOutcome, ImportRequest, TextsDocument } from '@codewire/contracts';
import type { AuditLog } from '../../audit/audit-log.js';
import type { Sql, Statement } from '../../database/sql.js';
import { AppError } from '../../platform/app-error.js';
import type { Author } from '../../platform/author.js';
import { describeProblem } from '../../platform/problem.js';
import type { ProblemText } from '../../platform/problem-text.js';
import type { Scope } from '../desk/template.store.js';
import type { Reader } from '../desk/text-desk.js';
import { toTextsDocument } from './export-texts.js';
import { refusedOf, type PlannedChange } from './planned-change.js';
import type { TextImports } from './text-imports.js';
import { readTextsState } from './texts-state.js';

export interface TransferDeskOptions {
  readonly sql: Sql;
  readonly audit: AuditLog;
  readonly imports: TextImports;
  readonly words: ProblemText;
}

/** Most findings that a refusal names; a dry run tells all. */
const MOST_FINDINGS = 100;

// A document is of one moment: a text, the rules of its template and the languages around it belong together.
const ONE_MOMENT: Statement = { name: 'export_one_moment', text: `set transaction isolation level repeatable read` };

/** What operators carry out of one system and into another. */
export class TransferDesk {
  constructor(private readonly use: TransferDeskOptions) {}

  /** Who took it is in the audit before he has it. */
  async export(scope: Scope, author: Author): Promise<TextsDocument> {
    const document = await this.use.sql.transaction(async (tx) => {
      await tx.rows(ONE_MOMENT);
      return toTextsDocument(await readTextsState(tx, scope));
    });
    const { locales, templates } = document;
    const texts = templates.reduce((sum, { texts: its }) => sum + Object.keys(its).length, 0);
    await this.use.sql.transaction((tx) =>
      this.use.audit.append(tx, author, {
        action: 'text.exported',
        target: { kind: 'text', id: 'export', name: 'Texts' },
        after: { locales: locales.length, templates: templates.length, texts },
      }),
    );
    return document;
  }

  /** A dry run tells what is wrong; whoever means it is refused for that. */
  async import(reader: Reader, author: Author, request: ImportRequest): Promise<ImportOutcome> {
    const { document, dry_run: isDryRun, publish: publishes } = request;
    const question = { document, publishes, scope: reader.scope };
    const { imports } = this.use;
    const { unchanged, changes } = await (isDryRun ? imports.try(question) : imports.import(author, question));
    const refused = refusedOf(changes);
    if (!isDryRun && refused.length > 0) throw refusalOf(refused);
    return { is_applied: !isDryRun, unchanged, changes: changes.map((change) => this.tell(change, reader)) };
  }

  private tell(
    { kind, change, name, before, after, diff, findings, refusal }: PlannedChange,
    { language }: Reader,
  ): ImportedChange {
    const { words: text } = this.use;
    const told = refusal && describeProblem(refusal, { text, language, requestId: '', now: new Date() });
    return {
      kind,
      change,
      name,
      before,
      after,
      diff,
      findings: findings.map((finding) => text.finding(finding, language)),
      refusal: told && { code: told.code, message: told.detail },
    };
  }
}

function refusalOf(refused: readonly PlannedChange[]): AppError {
  const findings = refused.flatMap((change) =>
    change.findings.map((finding) =>
      'locale' in change ? { ...finding, values: { ...finding.values, locale: change.locale } } : finding,
    ),
  );
  return new AppError('text.import_refused', {
    values: { count: refused.length },
    findings: findings.filter(({ severity }) => severity === 'error').slice(0, MOST_FINDINGS),
  });
}
