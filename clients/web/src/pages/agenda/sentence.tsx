// Hours as people say them: the sentence is read by the server while one types, and said back in full. Used in the
// agenda and while joining.
import { useEffect, useRef, useState } from 'preact/hooks';
import { answer, api, Refused } from '../../api/client';
import { TextField } from '../../parts/field';
import { sayWeekly, type Weekly } from '../../parts/hours';
import { sentenceOf } from '../../parts/loading';
import { agendaWords } from './words';

const pause_ms = 400;

interface Props {
  value: string;
  onInput: (sentence: string) => void;
  /** Called with what was understood; not when the sentence was not. */
  onRead?: (weekly: Weekly) => void;
  /** What was wrong with it when it was stored. */
  fault?: string;
}

export function HoursSentence({ value, onInput, onRead, fault: refused }: Props) {
  const w = agendaWords();
  const [said, setSaid] = useState('');
  const [fault, setFault] = useState<string>();
  const typed = useRef(false);
  useEffect(() => {
    if (!typed.current || !value.trim()) {
      setSaid('');
      setFault(undefined);
      return undefined;
    }
    let gone = false;
    const timer = setTimeout(async () => {
      setSaid(w.reading);
      try {
        const { hours } = await answer(api.POST('/profile-proposals', { body: { hoursText: value.trim() } }));
        if (gone) return;
        setFault(undefined);
        setSaid(hours ? w.read(sayWeekly(hours.weekly)) : '');
        if (hours) onRead?.(hours.weekly);
      } catch (error) {
        if (gone) return;
        setSaid('');
        setFault(error instanceof Refused ? (error.at('/hoursText') ?? sentenceOf(error)) : undefined);
      }
    }, pause_ms);
    return () => {
      gone = true;
      clearTimeout(timer);
    };
  }, [value]);
  return (
    <>
      <TextField
        label={w.sentence}
        help={w.sentenceHelp}
        maxLength={300}
        value={value}
        fault={fault ?? refused}
        onInput={(text) => {
          typed.current = true;
          onInput(text);
        }}
      />
      <p class="said" role="status">
        {said}
      </p>
    </>
  );
}
