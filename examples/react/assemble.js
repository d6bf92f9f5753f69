// Puts the page and the chat's files beside the app. They stay files of their own, because the chat fetches its parts when
// a visitor wants them.
import { cpSync } from 'node:fs';

cpSync('index.html', 'build/index.html');
cpSync('node_modules/bavard', 'build/bavard', { recursive: true, dereference: true });
