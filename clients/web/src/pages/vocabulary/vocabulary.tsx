// The vocabulary for who keeps it: topics as a tree beside a pane in which one is looked at and changed.
import { useState } from 'preact/hooks';
import { answer, api } from '../../api/client';
import { hasRole } from '../../frame/session';
import { ButtonLink } from '../../parts/button';
import { Empty } from '../../parts/empty';
import { Load, useLoaded } from '../../parts/loading';
import { language } from '../../words/language';
import { useSignal } from '../../words/signal';
import '../../parts/forms.css';
import { adding, hrefOf, importing, useOpened } from './address';
import { Export, Import } from './files';
import { AddingPane, TopicPane } from './pane';
import { Topics } from './tree';
import { vocabularyWords } from './words';
import './vocabulary.css';

function Keeping() {
  const w = vocabularyWords();
  const { code, go } = useOpened();
  const [turn, setTurn] = useState(0);
  const choices = useLoaded(() => answer(api.GET('/vocabulary/_choices')), []);
  const changed = () => setTurn((now) => now + 1);
  return (
    <>
      <p class="vocabulary__intro">{w.intro}</p>
      <div class="vocabulary__ways">
        <ButtonLink href={hrefOf(adding)}>{w.add}</ButtonLink>
        <Export />
        <ButtonLink href={hrefOf(importing)}>{w.importDo}</ButtonLink>
      </div>
      <div class={`vocabulary${code ? ' vocabulary--open' : ''}`}>
        <Topics open={code} turn={turn} />
        <div class="vocabulary__pane">
          <Load what={choices}>
            {(known) =>
              code === importing ? (
                <Import onKept={changed} onClose={() => go('')} />
              ) : code === adding ? (
                <AddingPane
                  choices={known}
                  onSaved={(made) => {
                    changed();
                    go(made);
                  }}
                  onClose={() => undefined}
                />
              ) : code ? (
                <TopicPane key={code} code={code} choices={known} onSaved={changed} onClose={() => undefined} />
              ) : (
                <p class="quiet vocabulary__choose">{w.choose}</p>
              )
            }
          </Load>
        </div>
      </div>
    </>
  );
}

export default function Vocabulary() {
  useSignal(language);
  const w = vocabularyWords();
  return (
    <>
      <h1 class="utrecht-heading-1">{w.title}</h1>
      {hasRole('coordinator') || hasRole('administrator') ? (
        <Keeping />
      ) : (
        <Empty title={w.notYours}>
          <p>{w.notYoursWhat}</p>
        </Empty>
      )}
    </>
  );
}
