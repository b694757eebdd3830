// Vraag aan het wijkteam: a partner in the neighbourhood asks the contact of the team in one step. What is typed lives
// in this page only until it is sent; the partner sees nothing of the pool.
import { useLocation } from 'preact-iso';
import { useMemo, useState } from 'preact/hooks';
import { answer, api, type Schemas } from '../../api/client';
import { me } from '../../frame/session';
import { Alert } from '../../parts/alert';
import { Button } from '../../parts/button';
import { CaseText } from '../../parts/case-text';
import { Faults, useDoing } from '../../parts/doing';
import { useFaultyFocus } from '../../parts/faulty';
import { Choice } from '../../parts/field';
import { language } from '../../words/language';
import { useSignal } from '../../words/signal';
import { Danger } from '../ask/beside-text';
import { deadlineOf, useDeadlines } from '../ask/deadlines';
import { afterDrawing } from '../ask/focus';
import { LeavingBar, useLeaving } from '../ask/leaving';
import { useMatch } from '../ask/matching';
import { useOnce } from '../ask/once';
import { sendingWords } from '../ask/sending-words';
import './partner.css';
import { partnerWords } from './words';

const longest = 8000;
const residents = ['no_identifying_data', 'discussed', 'consent'] as const;

export default function Partner() {
  const w = partnerWords();
  const s = sendingWords();
  const [text, setText] = useState('');
  const [resident, setResident] = useState<Schemas['ResidentKnowledge']>('no_identifying_data');
  const [tried, setTried] = useState(false);
  const { doing, send } = useSending();
  const form = useFaultyFocus<HTMLFormElement>(doing.fault);
  const input = useMemo(() => ({ question: text, limit: 1 }), [text]);
  const { looked } = useMatch(input, useSignal(language));
  const leaving = useLeaving(text.trim() !== '');
  const by = deadlineOf(useDeadlines(undefined), 'within_2_working_days');

  async function submit(event: Event) {
    event.preventDefault();
    if (!text.trim()) {
      setTried(true);
      return afterDrawing(() => form.current?.querySelector('textarea')?.focus());
    }
    await send({ text, resident });
  }
  function throwAwayAndGo() {
    setText('');
    leaving.go();
  }
  return (
    <>
      <h1 class="utrecht-heading-1">{w.title}</h1>
      <LeavingBar leaving={leaving} onThrowAway={throwAwayAndGo} />
      <Contact />
      <form ref={form} class="partner" noValidate onSubmit={(event) => void submit(event)}>
        <CaseText
          label={w.question}
          help={w.questionHelp}
          placeholder={w.placeholder}
          rows={6}
          maxLength={longest}
          value={text}
          onInput={setText}
          fault={tried && !text.trim() ? w.missing : doing.fault?.at('/text')}
        />
        {looked?.match.understood.acuteDanger && <Danger />}
        <Choice legend={s.resident} value={resident} options={residents.map((value) => ({ value, label: s.residents[value] }))} onChange={(value) => setResident(value as Schemas['ResidentKnowledge'])} />
        <Faults fault={doing.fault} shown={['/text']} />
        <Button look="primary" type="submit" busy={doing.busy}>
          {w.go}
        </Button>
        {by && <p class="partner__ahead">{w.ahead(by.day, by.time)}</p>}
        <p class="quiet">{w.urgent}</p>
      </form>
    </>
  );
}

function useSending() {
  const { route } = useLocation();
  const doing = useDoing();
  const once = useOnce();
  async function send(body: Schemas['PartnerQuestionInput']) {
    let made = '';
    const done = await doing.run(async () => {
      made = (await once(body, body, (each, key) => answer(api.POST('/partner-questions', { params: { header: { 'Idempotency-Key': key } }, body: each })))).id;
    });
    if (done) route(`/vragen/${made}?verstuurd=1`);
  }
  return { doing, send };
}

/** Who gets the question. */
function Contact() {
  const w = partnerWords();
  const user = useSignal(me);
  if (!user?.partnerOf) return <Alert kind="warning">{w.noTeam}</Alert>;
  return (
    <div class="partner__contact">
      <p class="partner__to">{user.contact ? w.to(user.contact.name) : w.toTeam}</p>
      <p class="quiet">{w.of(user.partnerOf.name)}</p>
      <p>{w.toWhat}</p>
    </div>
  );
}
