// How the service is: its mail, its search and its version. Kept fresh while somebody can see it, asked with the entity
// tag of the last answer, so that it costs next to nothing and keeps no session alive.
import type { ComponentChildren } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { answered, api, Refused, type Schemas } from '../../api/client';
import { hasRole } from '../../frame/session';
import { Alert } from '../../parts/alert';
import { Load, sentenceOf, type Loaded } from '../../parts/loading';
import { partHref, type AdminAddress } from './address';
import { FailedSignOns } from './failed-sign-ons';
import { serviceWords } from './service-words';
import '../../parts/forms.css';

type Status = Schemas['Status'];

const every_ms = 30_000;
const longest_ms = 10 * 60_000;
// So many facts behind the server itself says that it is not ready.
const behind_when_ready = 100;

function useStatus(): Loaded<Status> {
  const [data, setData] = useState<Status>();
  const [error, setError] = useState<Refused>();
  const [turn, setTurn] = useState(0);
  useEffect(() => {
    let tag = '';
    let failures = 0;
    let isOver = false;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const look = async () => {
      try {
        const fresh = await answered(api.GET('/status', { headers: tag ? { 'If-None-Match': tag } : {} }));
        if (isOver) return;
        tag = fresh.etag;
        failures = 0;
        setData(fresh.data);
        setError(undefined);
      } catch (fault) {
        if (!(fault instanceof Refused)) throw fault;
        if (isOver) return;
        failures = fault.status === 304 ? 0 : failures + 1;
        setError(fault.status === 304 ? undefined : fault);
      }
    };
    const lookAndWait = async () => {
      clearTimeout(timer);
      if (document.hidden) return;
      await look();
      clearTimeout(timer);
      if (!isOver) timer = setTimeout(() => void lookAndWait(), Math.min(longest_ms, every_ms * 2 ** failures));
    };
    const again = () => void lookAndWait();
    document.addEventListener('visibilitychange', again);
    again();
    return () => {
      isOver = true;
      clearTimeout(timer);
      document.removeEventListener('visibilitychange', again);
    };
  }, [turn]);
  return {
    data,
    error,
    again: () => {
      setTurn(turn + 1);
      return Promise.resolve();
    },
    put: setData,
  };
}

function Troubles({ status }: { status: Status }) {
  const w = serviceWords();
  const { mail, index } = status;
  const isBehind = index.behind > behind_when_ready;
  const isAway = mail.sends && !mail.reachable;
  const notDelivered = mail.failed + mail.returned;
  if (!isBehind && !isAway && notDelivered === 0) return <Alert kind="ok">{mail.sends ? w.allWell : w.allWellWithoutMail}</Alert>;
  return (
    <>
      {isAway && <Alert kind="warning">{w.mailAway}</Alert>}
      {isBehind && <Alert kind="warning">{w.searchBehind}</Alert>}
      {notDelivered > 0 && (
        <Alert kind="warning">
          <p>
            {w.notDelivered(notDelivered)} <a href={partHref('gebruikers')}>{w.toUsers}</a>
          </p>
        </Alert>
      )}
    </>
  );
}

function Fact({ name, children }: { name: string; children: ComponentChildren }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function Figures({ status }: { status: Status }) {
  const w = serviceWords();
  const { mail, index } = status;
  return (
    <>
      <h2 class="utrecht-heading-2">{w.mail}</h2>
      {mail.sends ? (
        <>
          <p class="quiet">{w.mailWhat}</p>
          <dl class="facts">
            <Fact name={w.server}>{mail.reachable ? w.reachable : w.unreachable}</Fact>
            <Fact name={w.sent}>{mail.sent}</Fact>
            <Fact name={w.waiting}>{mail.waiting}</Fact>
            <Fact name={w.failed}>{mail.failed}</Fact>
            <Fact name={w.returned}>{mail.returned}</Fact>
          </dl>
        </>
      ) : (
        <p>{w.noMail}</p>
      )}
      <h2 class="utrecht-heading-2">{w.program}</h2>
      <dl class="facts">
        <Fact name={w.search}>{index.behind === 0 ? w.inStep : w.behind(index.behind)}</Fact>
        <Fact name={w.log}>{status.log.seq}</Fact>
        <Fact name={w.version}>{status.version}</Fact>
      </dl>
    </>
  );
}

export function Service({ address }: { address: AdminAddress }) {
  const w = serviceWords();
  const status = useStatus();
  return (
    <>
      <p class="admin__intro">{w.intro}</p>
      {status.error && status.data && <Alert kind="warning">{sentenceOf(status.error)}</Alert>}
      <Load what={status}>
        {(data) => (
          <>
            <Troubles status={data} />
            <Figures status={data} />
          </>
        )}
      </Load>
      {hasRole('administrator') && <FailedSignOns address={address} />}
    </>
  );
}
