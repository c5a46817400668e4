import { type Context, Hono } from 'hono';
import { auditBy } from '../access/audit.ts';
import { sharedZone } from '../brands/deadline-zone.ts';
import type { Heed } from '../heed.ts';
import { explainBreach, explanationSchema } from '../watch/explain.ts';
import { findIncident, listIncidents } from '../watch/incident-list.ts';
import { renderPage } from '../web/render-page.ts';
import { adminOf } from './admin-of.ts';
import { NotFoundPage } from './door-pages.tsx';
import { IncidentPage, type IncidentPageProps } from './incident-page.tsx';
import { IncidentsPage, nameOf } from './incidents-page.tsx';
import { INCIDENTS_PATH, incidentPath } from './paths.ts';
import { readOwnForm } from './read-own-form.ts';

const INCIDENTS_PER_PAGE = 50;
const NOTHING_TYPED = { typed: {}, errors: [] };

/** The incidents: all of them, and one with the form that explains a breach. To be mounted behind the sign-in. */
export function createIncidentPages(heed: Heed): Hono {
  const app = new Hono({ strict: false });
  app.get(INCIDENTS_PATH, (c) => answerList(heed, c));
  app.get(`${INCIDENTS_PATH}/:id`, (c) => answerIncident(heed, c, { form: NOTHING_TYPED }));
  app.post(`${INCIDENTS_PATH}/:id`, (c) => answerExplanation(heed, c));
  return app;
}

async function answerList(heed: Heed, c: Context): Promise<Response> {
  const { sender, after } = { sender: c.req.query('sender'), after: c.req.query('after') };
  const page = await listIncidents(heed.database, { state: 'all', sender, after, limit: INCIDENTS_PER_PAGE });
  return renderPage(
    c,
    <IncidentsPage
      at={heed.now()}
      zone={sharedZone(await heed.directory.read())}
      page={page}
      names={await namesOf(heed)}
      sender={sender}
      isFirst={after === undefined}
    />,
  );
}

async function answerIncident(
  heed: Heed,
  c: Context,
  more: Pick<IncidentPageProps, 'form' | 'notKept'>,
  status: 200 | 400 | 409 = 200,
): Promise<Response> {
  const incident = await findIncident(heed.database, c.req.param('id') ?? '');
  if (incident === undefined) return renderPage(c, <NotFoundPage />, 404);
  const zone = sharedZone(await heed.directory.read());
  const sender = nameOf(incident, await namesOf(heed));
  const page = <IncidentPage at={heed.now()} zone={zone} incident={incident} sender={sender} {...more} />;
  return renderPage(c, page, status);
}

async function answerExplanation(heed: Heed, c: Context): Promise<Response> {
  const id = c.req.param('id') ?? '';
  const { typed, parsed, errors } = await readOwnForm(c, ['name', 'explanation'], explanationSchema);
  if (parsed === undefined) return answerIncident(heed, c, { form: { typed, errors } }, 400);
  const audit = auditBy(heed, await adminOf(heed, c));
  const outcome = await explainBreach(heed.database, id, parsed, audit);
  switch (outcome.kind) {
    case 'explained':
      return c.redirect(incidentPath(id), 303);
    case 'explained_already':
      return answerIncident(heed, c, { form: NOTHING_TYPED, notKept: parsed.explanation }, 409);
    case 'not_a_breach':
    case 'unknown_incident':
      return renderPage(c, <NotFoundPage />, 404);
  }
}

async function namesOf(heed: Heed): Promise<ReadonlyMap<string, string>> {
  return new Map((await heed.senders.read()).map(({ id, name }) => [id, name]));
}
