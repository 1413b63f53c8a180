import type { MessageStatus } from '@codewire/contracts';
import type { Encoding } from '@codewire/sms';
import { Column, Entity, PrimaryColumn } from 'typeorm';

/** One text for one phone. `body` holds `{code}` wherever the digits will stand; they are derived at the submit. */
@Entity('message')
export class MessageEntity {
  @PrimaryColumn('text')
  id!: string;

  @Column('text', { name: 'verification_id' })
  verificationId!: string;

  @Column('text', { name: 'application_id' })
  applicationId!: string;

  @Column('bytea', { name: 'number_sealed' })
  numberSealed!: Buffer;

  @Column('text', { nullable: true })
  country!: string | null;

  /** Calling code and at most four digits of the national number, for rules by prefix; null: a row of before. */
  @Column('text', { name: 'number_prefix', nullable: true })
  numberPrefix!: string | null;

  /** The rule by which it was routed at its accept, also where that is deleted by now; null: none, or a row of before. */
  @Column('text', { name: 'route_id', nullable: true })
  routeId!: string | null;

  /** Carriers of earlier sends of the same code, ids with a blank between: asked last. */
  @Column('text', { name: 'used_carriers' })
  usedCarriers!: string;

  /** Test mode or a fictional number: only simulated carriers may take it. */
  @Column('boolean', { name: 'is_simulated_only' })
  isSimulatedOnly!: boolean;

  @Column('text')
  language!: string;

  @Column('text', { name: 'language_reason' })
  languageReason!: string;

  @Column('integer', { name: 'template_version_id' })
  templateVersionId!: number;

  @Column('text')
  sender!: string;

  @Column('text')
  body!: string;

  @Column('text')
  encoding!: Encoding;

  @Column('smallint')
  segments!: number;

  @Column('text', { name: 'code_key_id' })
  codeKeyId!: string;

  @Column('bytea', { name: 'code_salt' })
  codeSalt!: Buffer;

  @Column('smallint', { name: 'code_length' })
  codeLength!: number;

  @Column('smallint', { name: 'code_generation' })
  codeGeneration!: number;

  @Column('text')
  state!: MessageStatus;

  /** Why it failed or expired, in a word. */
  @Column('text', { nullable: true })
  error!: string | null;

  /** Carrier of the newest attempt. */
  @Column('text', { name: 'carrier_id', nullable: true })
  carrierId!: string | null;

  /** The queue it waits in: carriers that may take the next attempt, best first, ids with a blank between. */
  @Column('text', { name: 'next_carriers' })
  nextCarriers!: string;

  @Column('smallint')
  attempts!: number;

  /** Grows with every claim: a write that carries an older number comes from a sender that lost the message. */
  @Column('integer')
  fence!: number;

  /** When any sender may take it; null once nothing is left to send. */
  @Column('timestamptz', { name: 'due_at', nullable: true })
  dueAt!: Date | null;

  @Column('timestamptz', { name: 'created_at' })
  createdAt!: Date;

  @Column('timestamptz', { name: 'expires_at' })
  expiresAt!: Date;

  @Column('timestamptz', { name: 'submitted_at', nullable: true })
  submittedAt!: Date | null;

  @Column('timestamptz', { name: 'ended_at', nullable: true })
  endedAt!: Date | null;
}
