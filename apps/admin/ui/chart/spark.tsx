import { sparkPath } from './spark-path';
import classes from './spark.module.css';

/**
 * How a number went, at a glance. It is for the eye alone: what it says is read in a table beside it, which whoever uses
 * it has to provide.
 */
export function Spark({ values }: { values: readonly (number | null)[] }) {
  const { line, area } = sparkPath(values);
  return (
    <svg className={classes.spark} viewBox="0 0 100 100" preserveAspectRatio="none" aria-hidden>
      <line className={classes.ground} x1="0" x2="100" y1="100" y2="100" />
      <path className={classes.area} d={area} />
      <path className={classes.line} d={line} />
    </svg>
  );
}
