'use client';

import type { Preview } from '@codewire/contracts';
import { IconAlertTriangle, IconCircleCheck } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { Badge } from '../../ui/badge';
import classes from './preview.module.css';

type SegmentBarProps = Pick<Preview['typical'], 'encoding' | 'units' | 'units_left' | 'segments' | 'is_too_long'> & {
  readonly limit: number;
};

/** Of the drawing, whatever width it is shown in. */
const WIDTH = 240;
const GAP = 4;

/** What a text takes up: encoding, units and segments in words, and a bar with a box for each segment. */
export function SegmentBar({
  encoding,
  units,
  units_left: left,
  segments,
  is_too_long: isTooLong,
  limit,
}: SegmentBarProps) {
  const t = useTranslations('templates.preview');
  const isOver = isTooLong || segments > limit;
  const boxes = Math.max(segments, limit);
  const width = (WIDTH - GAP * (boxes - 1)) / boxes;
  // Of the last segment in use; the others are full.
  const room = (units + left) / segments;
  const lastShare = Math.max(0.02, 1 - left / room);
  return (
    <div className={classes.size}>
      <p className={classes.sizeWords}>
        <strong>{t(`encodings.${encoding === 'GSM-7' ? 'gsm' : 'ucs2'}`)}</strong>
        <span>{t('units', { count: units, left })}</span>
      </p>
      <svg
        className={classes.bar}
        viewBox={`0 0 ${WIDTH} 10`}
        preserveAspectRatio="none"
        aria-hidden
        data-over={isOver || undefined}
      >
        {Array.from({ length: boxes }, (_, box) => {
          const share = box < segments - 1 ? 1 : box === segments - 1 ? lastShare : 0;
          const x = box * (width + GAP);
          return (
            <g key={box}>
              <rect className={classes.room} x={x} width={width} height={10} rx={2} />
              <rect className={classes.taken} x={x} width={width * share} height={10} rx={2} />
            </g>
          );
        })}
      </svg>
      <Badge
        tone={isOver ? 'bad' : 'ok'}
        icon={isOver ? <IconAlertTriangle size={15} aria-hidden /> : <IconCircleCheck size={15} aria-hidden />}
      >
        {isTooLong ? t('tooLong', { count: segments, limit }) : t('segments', { count: segments, limit })}
      </Badge>
    </div>
  );
}
