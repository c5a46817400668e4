import { migrate } from '../../src/store/migrate.ts';
import { openDatabase } from '../../src/store/open.ts';
import { appendTo, optOuts } from '../contract/builders.ts';

// A process of its own: opens the database, migrates it and appends opt-outs one after the other.
const [url = '', name = '', count = ''] = process.argv.slice(2);

const database = openDatabase(url);
await migrate(database, 0);
const append = appendTo(database);
for (const decision of optOuts(Number(count), name)) await append([decision]);
await database.close();
