// Links between the looks of one page, each with an address of its own.
import './tabs.css';

interface TabsProps {
  label: string;
  tabs: { href: string; label: string; current: boolean }[];
}

export function Tabs({ label, tabs }: TabsProps) {
  return (
    <nav class="tabs" aria-label={label}>
      {tabs.map((tab) => (
        <a key={tab.href} href={tab.href} aria-current={tab.current ? 'page' : undefined}>
          {tab.label}
        </a>
      ))}
    </nav>
  );
}
