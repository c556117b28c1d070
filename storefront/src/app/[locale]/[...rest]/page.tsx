import { notFound } from 'next/navigation';

export default function Elsewhere(): never {
  notFound();
}
