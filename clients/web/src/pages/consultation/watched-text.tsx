// A field for case text whose personal data are pointed out while one types, for those whose text the server may
// look at beforehand; for others a plain field. What is looked at is not kept anywhere.
import { useEffect, useRef, useState } from 'preact/hooks';
import { answer, api } from '../../api/client';
import { hasRole } from '../../frame/session';
import { CaseText } from '../../parts/case-text';
import { TextArea } from '../../parts/field';
import type { Finding } from '../../parts/personal-data';

interface Props {
  label: string;
  value: string;
  onInput: (value: string) => void;
  help?: string;
  fault?: string;
  rows: number;
  maxLength: number;
}

const pause_ms = 400;
const fewest_characters = 3;

export function WatchedText(props: Props) {
  return hasRole('team_member') ? <Watched {...props} /> : <TextArea {...props} />;
}

function Watched(props: Props) {
  const { value } = props;
  const [looked, setLooked] = useState<{ text: string; findings: readonly Finding[] }>({ text: '', findings: [] });
  const turn = useRef(0);
  useEffect(() => {
    const mine = ++turn.current;
    if (value.trim().length < fewest_characters) {
      setLooked({ text: '', findings: [] });
      return undefined;
    }
    const timer = setTimeout(() => {
      answer(api.POST('/matches', { body: { question: value, limit: 1 } }))
        .then((match) => mine === turn.current && setLooked({ text: value, findings: match.personalData }))
        // Without a warning one can still write and send.
        .catch(() => undefined);
    }, pause_ms);
    return () => clearTimeout(timer);
  }, [value]);
  return <CaseText {...props} findings={looked.findings} asked={looked.text} />;
}
