// What turns the direction of the text after it: embeddings, overrides and isolates (UAX #9 §2). The words add isolates
// of their own where they are needed; one that came in with a name could run on into what we say.
const TURNS = /[\u202a-\u202e\u2066-\u2069]/g;
const BREAKS = /[\u0000-\u001f\u007f-\u009f\u2028\u2029]+/g;

/** A text from outside as one line, fit for a subject or a sender's name: no control characters, nothing that turns. */
export function oneLine(text: string): string {
  return text.toWellFormed().replace(TURNS, '').replace(BREAKS, ' ').replace(/ {2,}/g, ' ').trim();
}

/** A text from outside, line by line, without the empty lines at its ends. */
export function printableLines(text: string): readonly string[] {
  const lines = text.split(/\r\n|[\n\r\u0085\u2028\u2029]/).map(oneLine);
  const isSaid = (line: string) => line !== '';
  const first = lines.findIndex(isSaid);
  return first === -1 ? [] : lines.slice(first, lines.findLastIndex(isSaid) + 1);
}
