import purgecss from '@fullhuman/postcss-purgecss';
import { defineConfig } from 'vite';

// The theme is large and we use little of it: what no source file names is left out, variables too. The purge sees one
// style sheet at a time, so the tokens that pages of their own may use are always kept.
const purge = purgecss({
  content: ['./index.html', './src/**/*.{ts,tsx}'],
  variables: true,
  safelist: {
    standard: [/^utrecht-/, /^(badge|chip|presence|standing|week__cell)--/, 'html', 'body'],
    variables: [/^--basis-color-(action-1|accent-1|default|positive|negative|warning|highlight|info)-/, /^--basis-(text|focus)-/, /^--voorbeeld-kleuren-/, /^--pool-/],
  },
});

// Working on the client: `POOL=http://127.0.0.1:8080 npm run dev -- --port 5173`. The pool answers its own origin only.
const pool = process.env.POOL ?? 'http://127.0.0.1:8080';

export default defineConfig({
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  build: {
    outDir: '../../build/web',
    emptyOutDir: true,
    target: 'es2022',
    // A strict content security policy allows neither inline scripts nor data: addresses.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
  css: { postcss: { plugins: [purge] } },
  server: { host: '127.0.0.1', strictPort: true, proxy: { '/v1': { target: pool, changeOrigin: true, headers: { origin: pool } } } },
});
