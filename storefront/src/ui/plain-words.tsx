import { piecesOf } from '@/lib/plain-words';

/** What somebody wrote: line breaks stay, addresses lead where they say, and nothing of it is markup. */
export function PlainWords({ text, mentions = [] }: { text: string; mentions?: readonly string[] }) {
  return (
    <p className="max-w-2xl leading-relaxed wrap-anywhere whitespace-pre-line">
      {piecesOf(text, mentions).map((piece, place) =>
        piece.kind === 'link' ? (
          <a key={place} href={piece.href} rel="nofollow ugc noopener noreferrer" className="text-accent-text underline underline-offset-4">
            {piece.text}
          </a>
        ) : piece.kind === 'mention' ? (
          <strong key={place} className="font-semibold text-ink">
            {piece.text}
          </strong>
        ) : (
          piece.text
        ),
      )}
    </p>
  );
}
