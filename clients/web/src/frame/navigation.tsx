// The places one may go to, by role. Somebody with two roles sees both groups.
import { useLocation } from 'preact-iso';
import { hasRole } from './session';
import { frameWords } from './words';

interface Place {
  href: string;
  label: string;
}

/** In the order in which they stand; the first is where one starts. */
export function placesForMe(): Place[] {
  const w = frameWords();
  const places: Place[] = [];
  if (hasRole('team_member')) places.push({ href: '/', label: w.ask }, { href: '/vragen', label: w.mine });
  if (hasRole('partner')) places.push({ href: '/wijkteam', label: w.partner }, { href: '/vragen', label: w.mine });
  if (hasRole('specialist')) {
    places.push({ href: '/aan-mij', label: w.forMe }, { href: '/agenda', label: w.agenda }, { href: '/profiel', label: w.profile });
  }
  if (hasRole('coordinator')) places.push({ href: '/werkvoorraad', label: w.work }, { href: '/logboek', label: w.log });
  if (hasRole('team_member') || hasRole('specialist') || hasRole('coordinator')) places.push({ href: '/pool', label: w.pool });
  if (hasRole('team_member')) places.push({ href: '/gesprek', label: w.phone });
  if (hasRole('administrator') || hasRole('coordinator')) places.push({ href: '/woordenlijst', label: w.vocabulary }, { href: '/beheer', label: w.admin });
  return places.filter((place, at) => places.findIndex((other) => other.href === place.href) === at);
}

export function Navigation() {
  const { path } = useLocation();
  return (
    <nav class="navigation" aria-label={frameWords().menu}>
      <ul>
        {placesForMe().map((place) => (
          <li key={place.href}>
            <a href={place.href} aria-current={path === place.href ? 'page' : undefined}>
              {place.label}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}
