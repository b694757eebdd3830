// Walking through a list that has more than fits on a page. The page is in the address, so that it can be shared and
// the back button walks too.
import './paging.css';
import { pagingWords } from './paging-words';

interface PagingProps {
  /** From 1. */
  page: number;
  size: number;
  total: number;
  /** The address of a page. */
  href: (page: number) => string;
}

export function Paging({ page, size, total, href }: PagingProps) {
  const w = pagingWords();
  const last = Math.max(1, Math.ceil(total / size));
  if (last === 1) return null;
  return (
    <nav class="paging" aria-label={w.pages}>
      {page > 1 ? (
        <a class="paging__step" href={href(page - 1)} rel="prev">
          {w.before}
        </a>
      ) : (
        <span />
      )}
      <span>{w.where((page - 1) * size + 1, Math.min(total, page * size), total)}</span>
      {page < last ? (
        <a class="paging__step" href={href(page + 1)} rel="next">
          {w.after}
        </a>
      ) : (
        <span />
      )}
    </nav>
  );
}
