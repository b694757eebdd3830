// What one was told, newest first: a sentence that leads to where it is about, and what is new marked as such. Nothing
// counts as read by being looked at from afar: one follows it, or says so.
import { useEffect } from 'preact/hooks';
import type { Schemas } from '../../api/client';
import { lookNow, markRead, told } from '../../frame/notifications';
import { frameWords } from '../../frame/words';
import { Button } from '../../parts/button';
import { Faults, useDoing, type Doing } from '../../parts/doing';
import { Moment } from '../../parts/moment';
import { language, sayMoment } from '../../words/language';
import { useSignal } from '../../words/signal';
import { notificationWords } from './words';
import './notifications.css';

type Notification = Schemas['Notification'];

const aboutAccount: Notification['kind'][] = [
  'second_factor_cleared',
  'passkey_added',
  'passkey_doubted',
  'password_set',
  'token_made',
  'account_linked',
  'account_unlinked',
  'rights_changed',
  'address_changed',
  'sessions_ended',
];

function placeOf(notification: Notification): string {
  if (notification.consultation) return `/vragen/${notification.consultation}`;
  if (notification.kind === 'calendar_failed') return '/agenda';
  if (aboutAccount.includes(notification.kind)) return '/account';
  if (notification.kind === 'term_changed') return '/beheer?deel=bewaren';
  if (notification.kind === 'queue_waits') return '/werkvoorraad';
  return notification.specialist ? `/pool/${notification.specialist.id}` : '/';
}

function sentenceOf(notification: Notification): string {
  const w = notificationWords();
  const who = notification.specialist?.name || notification.person?.name || w.somebody;
  return w.sentence[notification.kind](who, notification.count ?? 0);
}

function Row({ notification, doing }: { notification: Notification; doing: Doing }) {
  const w = notificationWords();
  const { number, readAt } = notification;
  const sentence = sentenceOf(notification);
  const read = () => void doing.run(() => markRead(number, number));
  return (
    <li class={`notification${readAt ? '' : ' notification--new'}`}>
      <div class="notification__what">
        <a href={placeOf(notification)} onClick={() => !readAt && read()}>
          {sentence}
        </a>
        {notification.answerBy && <span> {w.answerBy(sayMoment(notification.answerBy))}</span>}
        {notification.mail === 'failed' && <p class="quiet">{w.mailFailed}</p>}
      </div>
      <div class="notification__aside">
        {!readAt && <span class="notification__mark">{w.isNew}</span>}
        <span class="quiet">
          <Moment at={notification.at} />
        </span>
        {!readAt && (
          <Button look="quiet" label={w.markReadOf(sentence)} busy={doing.busy} onClick={read}>
            {w.markRead}
          </Button>
        )}
      </div>
    </li>
  );
}

export default function NotificationsPage() {
  useSignal(language);
  const w = notificationWords();
  const list = useSignal(told);
  const doing = useDoing();
  useEffect(() => void lookNow(), []);
  const newest = list?.items[0]?.number;
  return (
    <>
      <h1 class="utrecht-heading-1">{w.title}</h1>
      <p class="quiet">
        {w.what} <a href="/account#account-mail">{w.choose}</a>
      </p>
      <Faults fault={doing.fault} />
      {!list && (
        <p class="quiet" role="status">
          {frameWords().loading}
        </p>
      )}
      {list?.items.length === 0 && <p>{w.none}</p>}
      {list && list.unread > 0 && newest && (
        <Button busy={doing.busy} onClick={() => void doing.run(() => markRead(1, newest))}>
          {w.allRead}
        </Button>
      )}
      {list && list.items.length > 0 && (
        <ul class="notifications">
          {list.items.map((each) => (
            <Row key={each.number} notification={each} doing={doing} />
          ))}
        </ul>
      )}
    </>
  );
}
