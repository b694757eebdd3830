// Starts the web client.
import { render } from 'preact';
import { App } from './frame/app';
import './style/theme.css';
import './style/layout.css';
import './style/parts.css';

const root = document.getElementById('app');
if (root) render(<App />, root);
