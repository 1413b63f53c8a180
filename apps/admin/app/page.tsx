import { redirect } from 'next/navigation';

export default function FrontDoor(): never {
  redirect('/try');
}
