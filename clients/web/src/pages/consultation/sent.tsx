// Right after sending: to whom it went, by when an answer comes, and what happens when nobody reacts. It shows once, until
// the reader does something else.
import { useEffect, useState } from 'preact/hooks';
import { useLocation } from 'preact-iso';
import { Alert } from '../../parts/alert';
import { sayMoment } from '../../words/language';
import { focusSoon, useCase } from './case';
import { listed, reactionBy, sayWhenSilent } from './next';
import { withState } from './reader';
import { consultationWords } from './words';

export function Sent({ isOver }: { isOver: boolean }) {
  const w = consultationWords();
  const { query } = useLocation();
  const { consultation } = useCase();
  const [isFresh, setFresh] = useState(query['verstuurd'] === '1');
  useEffect(() => {
    if (isOver) setFresh(false);
  }, [isOver]);
  useEffect(() => {
    if (!isFresh) return;
    // Loading the page anew does not say it again.
    history.replaceState(null, '', location.pathname);
    focusSoon('verstuurd');
  }, []);
  if (!isFresh || isOver) return null;
  const names = withState(consultation, 'pending').map((each) => each.specialist.name);
  const by = reactionBy(consultation) ?? consultation.answerBy;
  return (
    <div id="verstuurd" class="case-told" tabIndex={-1}>
      <Alert kind="ok" title={names.length > 0 ? w.sentTo(listed(names)) : w.sent}>
        <p>{[names.length > 0 ? w.sentAnswerBy(sayMoment(by)) : w.openNobody, sayWhenSilent(consultation)].filter(Boolean).join(' ')}</p>
      </Alert>
    </div>
  );
}
