// Where one is signed on: browsers and tokens, this one marked, each with the way to end it.
import { useRef, useState } from 'preact/hooks';
import { answer, api, type Schemas } from '../../api/client';
import { every } from '../../api/every';
import { signOff } from '../../frame/session';
import { Button } from '../../parts/button';
import { Faults, useDoing } from '../../parts/doing';
import { Load, useLoaded } from '../../parts/loading';
import { Moment } from '../../parts/moment';
import { Table, type Column } from '../../parts/table';
import { sayMoment } from '../../words/language';
import { NewToken } from './new-token';
import { accountWords } from './words';

type Session = Schemas['Session'];

async function fetchSessions(): Promise<Session[]> {
  const [sessions, tokens] = await Promise.all([
    every((offset, limit) => answer(api.GET('/sessions', { params: { query: { offset, limit } } }))),
    every((offset, limit) => answer(api.GET('/tokens', { params: { query: { offset, limit } } }))),
  ]);
  return [...sessions, ...tokens].sort((a, b) => Number(b.current) - Number(a.current) || b.lastUsedAt.localeCompare(a.lastUsedAt));
}

async function endEvery(): Promise<void> {
  await answer(api.DELETE('/sessions'));
}

async function end(session: Session): Promise<void> {
  if (session.kind === 'token') await answer(api.DELETE('/tokens/{tokenId}', { params: { path: { tokenId: session.id } } }));
  else await answer(api.DELETE('/sessions/{sessionId}', { params: { path: { sessionId: session.id } } }));
}

function nameOf(session: Session): string {
  const w = accountWords();
  if (session.kind === 'token') return w.token(session.label);
  return session.label || w.browser;
}

export function Sessions() {
  const w = accountWords();
  const sessions = useLoaded(fetchSessions, []);
  const doing = useDoing();
  const [told, setTold] = useState('');
  const heading = useRef<HTMLHeadingElement>(null);

  const endSome = (ending: () => Promise<void>, sentence: string) =>
    doing.run(async () => {
      setTold('');
      try {
        await ending();
        setTold(sentence);
      } finally {
        await sessions.again();
        // The button that was pressed is gone.
        heading.current?.focus();
      }
    });

  const columns: Column<Session>[] = [
    {
      key: 'what',
      head: w.what,
      cell: (session) => (
        <>
          {nameOf(session)} {session.current && <span class="badge badge--good">{w.here}</span>}
          {session.scopes && <span class="account__may">{session.scopes.map((each) => w.scopeNames[each]).join(', ')}</span>}
        </>
      ),
    },
    { key: 'since', head: w.since, cell: (session) => <Moment at={session.createdAt} /> },
    { key: 'lastUsed', head: w.lastUsed, cell: (session) => <Moment at={session.lastUsedAt} /> },
    { key: 'until', head: w.until, cell: (session) => <Moment at={session.expiresAt} /> },
    {
      key: 'end',
      head: w.end,
      headHidden: true,
      cell: (session) => {
        const which = w.endOf(nameOf(session), sayMoment(session.createdAt));
        return session.current ? (
          <Button onClick={() => void signOff()}>{w.endHere}</Button>
        ) : (
          <Button busy={doing.busy} onClick={() => void endSome(() => end(session), w.ended(which))}>
            {w.end}
            <span class="visually-hidden"> {which}</span>
          </Button>
        );
      },
    },
  ];
  return (
    <section class="account__part" aria-labelledby="account-sessions">
      <h2 class="utrecht-heading-2" id="account-sessions" ref={heading} tabIndex={-1}>
        {w.sessions}
      </h2>
      <p>{w.sessionsWhat}</p>
      <Faults fault={doing.fault} />
      <p class="account__told" role="status">
        {told}
      </p>
      <Load what={sessions}>
        {(found) => {
          const others = found.filter((each) => !each.current);
          return (
            <>
              <Table caption={w.sessionsCaption} columns={columns} rows={found} keyOf={(session) => session.id} />
              {others.length > 1 && (
                <p>
                  <Button look="quiet" busy={doing.busy} onClick={() => void endSome(endEvery, w.endedOthers(others.length))}>
                    {w.endOthers}
                  </Button>
                </p>
              )}
            </>
          );
        }}
      </Load>
      <NewToken onMade={sessions.again} />
    </section>
  );
}
