// Sending the same thing twice makes it once: the key under which something is sent is kept until its content changes.
import { useRef } from 'preact/hooks';
import { newKey } from '../../api/client';

/** Gives the key for a content; another one for another content. */
export function useKeyOf(): (content: unknown) => string {
  const last = useRef({ content: '', key: newKey() });
  return (content) => {
    const text = JSON.stringify(content);
    if (text !== last.current.content) last.current = { content: text, key: newKey() };
    return last.current.key;
  };
}
