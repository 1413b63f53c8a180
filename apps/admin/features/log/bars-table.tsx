'use client';

import { useFormatter } from 'next-intl';
import { sumOf } from '../../ui/chart/stack';
import classes from './log.module.css';

export interface BarsTableProps {
  readonly caption: string;
  readonly titles: readonly string[];
  readonly rows: readonly { readonly key: number; readonly label: string; readonly parts: readonly number[] }[];
  readonly none: string;
  /** Of the row, by its place among all. */
  readonly onOpen: (index: number) => void;
}

/** The same as the bars in numbers, without those in which nothing was. */
export default function BarsTable({ caption, titles, rows, none, onOpen }: BarsTableProps) {
  const format = useFormatter();
  const some = [...rows.entries()].filter(([, { parts }]) => sumOf(parts) > 0);
  if (some.length === 0) return <p className={classes.looked}>{none}</p>;
  return (
    <div className={classes.twinScroll} tabIndex={0} role="region" aria-label={caption}>
      <table>
        <caption className="visually-hidden">{caption}</caption>
        <thead>
          <tr>
            {titles.map((title) => (
              <th key={title} scope="col">
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {some.map(([index, { key, label, parts }]) => (
            <tr key={key}>
              <th scope="row">
                <button type="button" onClick={() => onOpen(index)}>
                  {label}
                </button>
              </th>
              {parts.map((count, part) => (
                <td key={titles[part + 1]}>{format.number(count)}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
