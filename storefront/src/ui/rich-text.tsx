import { createElement, Fragment, type ReactNode } from 'react';

import { Link } from '@/i18n/navigation';
import { parseRichText, type RichElement, type RichNode } from '@/lib/rich-text';

interface Props {
  /** Running text of ours as HTML; elements and attributes that are not on the list are left out. */
  html: string;
  /** `prose` by default; an empty string for text that takes the look of what is around it. */
  className?: string;
  /** Where a link of the text leads here, where it differs from what the text says. */
  linkTo?: (href: string) => string;
  /** Without a box of its own, for captions: `html` holds words and links then, no paragraphs. */
  inline?: boolean;
}

/** Running text from the editor, as a tree of known elements. The only way for HTML onto a page. */
export function RichText({ html, className = 'prose', linkTo = (href) => href, inline = false }: Props) {
  const children = render(parseRichText(html), linkTo);
  if (inline) return <>{children}</>;
  return <div className={className || undefined}>{children}</div>;
}

function render(nodes: RichNode[], linkTo: (href: string) => string): ReactNode[] {
  return nodes.map((node, place) =>
    typeof node === 'string' ? node : <Fragment key={place}>{renderElement(node, linkTo)}</Fragment>,
  );
}

function renderElement(element: RichElement, linkTo: (href: string) => string): ReactNode {
  if (element.tag === 'br' || element.tag === 'hr') return createElement(element.tag);
  const children = render(element.children, linkTo);
  if (element.tag !== 'a') return createElement(element.tag, null, ...children);
  if (!element.href) return children;
  const href = linkTo(element.href);
  // Files and fragments are no pages: the router must not fetch them.
  if (href.startsWith('/') && !/^\/(api|media)\//.test(href)) return <Link href={href}>{children}</Link>;
  const leaves = /^https?:/i.test(href);
  return (
    <a href={href} rel={leaves ? 'noopener noreferrer' : undefined}>
      {children}
    </a>
  );
}
