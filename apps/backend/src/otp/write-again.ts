import type { Variable, VariableValues } from '@codewire/contracts';
import { UnusableTextError, type RenderedText, type TextSource } from '@codewire/texts';
import type { Application } from '../applications/application.store.js';
import type { Tx } from '../database/sql.js';
import { AppError } from '../platform/app-error.js';
import { findTextSource } from '../templates/text-source.store.js';
import type { TextQuestion } from '../templates/text-catalogue.js';
import type { TextService } from '../templates/text.service.js';
import { toTextQuestion } from './asked-text.js';
import type { VerificationEntity } from './verification.entity.js';

export interface WriteAgain {
  readonly row: VerificationEntity;
  readonly now: Date;
  readonly application: Application;
  readonly codeLength: number;
  /** Id of the version that the send before was written with. */
  readonly writtenWith: number | null;
}

/**
 * The message of a later send: in the words that are published by then, or that were tried. What is published since may
 * take other values than the start gave; they were accepted once, so it is written as the send before was.
 */
export async function writeAgain(tx: Tx, texts: TextService, given: WriteAgain): Promise<RenderedText> {
  const { row, now, application, codeLength, writtenWith } = given;
  const minutes = Math.max(1, Math.floor((row.expiresAt.getTime() - now.getTime()) / 60_000));
  const asked = { purpose: row.purpose, values: row.textValues };
  const question = toTextQuestion(application, asked, { locale: row.language, minutes, codeLength });
  const tried = row.textValues?.version;
  if (tried !== undefined) return writeIn(tx, texts, question, tried);
  try {
    return texts.render({ ...question, isAgain: true });
  } catch (error) {
    if (!(error instanceof AppError) || !/^text\.(?:value_|too_long)/.test(error.code)) throw error;
    return writeIn(tx, texts, question, writtenWith);
  }
}

async function writeIn(
  tx: Tx,
  texts: TextService,
  question: TextQuestion,
  version: number | null,
): Promise<RenderedText> {
  const unavailable = () => new AppError('text.unavailable', { values: { locale: question.locale } });
  const source = version === null ? undefined : await findTextSource(tx, version);
  if (source === undefined) throw unavailable();
  try {
    return texts.renderVersion(accepting(source, question.variables ?? {}), question.locale, question);
  } catch (error) {
    // Its template may have lost a variable since.
    throw error instanceof UnusableTextError ? unavailable() : error;
  }
}

/** The wording with room for values that were accepted under rules which may be others by now. */
function accepting(source: TextSource, values: VariableValues): TextSource {
  const given = Object.entries(values).map(([name, value]): Variable =>
    typeof value === 'number'
      ? { name, type: 'number', max_length: String(value).length }
      : { name, type: 'text', max_length: value.length },
  );
  const others = source.variables.filter(({ name }) => !Object.hasOwn(values, name));
  return { ...source, variables: [...others, ...given] };
}
