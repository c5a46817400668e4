// Writes a picture of every page for recipients and every page about the guarantee in every state, and a page to look through them:
// npm run pages [-- FOLDER [WORDS OF A STATE'S NAME]]
import { resolve } from 'node:path';
import { takePictures } from '../tests/pages/pictures.ts';
import { consoleStates } from '../tests/pages/states/console.ts';
import { states as centerStates } from '../tests/pages/states.ts';

const states = [...centerStates, ...consoleStates];

const [folder = 'artefacts/pages', ...words] = process.argv.slice(2);
const wanted = states.filter(({ name }) => name.includes(words.join(' ')));
if (wanted.length === 0) {
  console.error(
    `No state's name has "${words.join(' ')}" in it. There are:\n${states.map(({ name }) => name).join('\n')}`,
  );
  process.exit(1);
}
const index = await takePictures({
  states: wanted,
  folder: resolve(folder),
  print: (line) => console.log(line),
});
console.log(`written: ${index}`);
