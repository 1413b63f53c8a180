import { notFound } from 'next/navigation';

/** An address where nothing is, told within the shell, to those who are signed in. */
export default function Nowhere(): never {
  notFound();
}
