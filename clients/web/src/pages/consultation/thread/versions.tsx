// The wordings of a message, oldest first: each with the words added and taken away since the one before.
import { useState } from 'preact/hooks';
import type { Schemas } from '../../../api/client';
import { Moment } from '../../../parts/moment';
import type { Message } from '../fetching';
import { useCase } from '../case';
import { readerOf } from '../reader';
import { changesBetween } from './changes';
import { threadWords } from './words';

type Version = Schemas['MessageVersion'];

function textOf(version: Version | undefined): string {
  return version?.parts?.text ?? '';
}

export function Versions({ message }: { message: Message }) {
  const w = threadWords();
  const { consultation } = useCase();
  // Who thinks along sees at once what is different.
  const [isOpen, setOpen] = useState(readerOf(consultation).invitation !== undefined);
  const last = message.versions.at(-1);
  const id = `versies-${message.id}`;
  return (
    <div class="case-versions">
      <p class="case-versions__line">
        {last && (
          <span>
            {w.extended}: <Moment at={last.writtenAt} />
          </span>
        )}
        <button type="button" class="case-link" aria-expanded={isOpen} aria-controls={id} onClick={() => setOpen(!isOpen)}>
          {isOpen ? w.hideChanges : w.showChanges}
        </button>
      </p>
      <div id={id} hidden={!isOpen}>
        <p class="quiet case-versions__legend">{w.legend}</p>
        <ol class="plain">
          {message.versions.map((version, at) => (
            <li key={version.version} class="case-versions__one">
              <p class="quiet case-versions__head">
                {[at === 0 ? w.first : w.changesOf, version.author?.name].filter(Boolean).join(' · ')}
                {' · '}
                <Moment at={version.writtenAt} />
              </p>
              <Wording version={version} before={at === 0 ? undefined : message.versions.slice(0, at).filter((each) => each.parts).at(-1)} />
            </li>
          ))}
        </ol>
      </div>
    </div>
  );
}

/** A wording with what it added to and took away from the one before. */
export function Wording({ version, before }: { version: Version; before: Version | undefined }) {
  const w = threadWords();
  if (!version.parts) return <p class="case-message__gone">{w.destroyedVersion}</p>;
  if (!before) return <p class="case-message__text">{textOf(version)}</p>;
  return (
    <p class="case-message__text">
      {changesBetween(textOf(before), textOf(version)).map((piece, at) => {
        if (piece.kind === 'same') return piece.text;
        const Tag = piece.kind === 'added' ? 'ins' : 'del';
        return (
          <Tag key={at}>
            <span class="visually-hidden"> {piece.kind === 'added' ? w.added : w.removed} </span>
            {piece.text}
            <span class="visually-hidden"> {w.end} </span>
          </Tag>
        );
      })}
    </p>
  );
}
