import type { ViewRoom } from '@codewire/contracts';
import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A list with its filters, under a name. */
@Entity('saved_view')
export class SavedViewEntity {
  @PrimaryColumn('text')
  id!: string;

  @Column('text', { name: 'operator_id' })
  operatorId!: string;

  @Column('text')
  room!: ViewRoom;

  @Column('text')
  name!: string;

  /** The filters as they stand in the room's URL. */
  @Column('jsonb')
  query!: Record<string, string>;

  /** Everybody who may read the list sees it. */
  @Column('boolean', { name: 'is_shared' })
  isShared!: boolean;

  @Column('integer')
  version!: number;

  @Column('timestamptz', { name: 'changed_at' })
  changedAt!: Date;
}
