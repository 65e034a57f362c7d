import { createRoot } from 'react-dom/client';

import { App } from './app.tsx';
import './console.css';
import './programmes.css';
import './spot-checks.css';
import './reports.css';
import './knowledge.css';
import './conversations.css';

const root = document.getElementById('root');
if (root === null) throw new Error('index.html has no element with the id "root"');
createRoot(root).render(<App />);
