const NAMESPACE = 'http://www.w3.org/2000/svg';

// Local names, in small letters: a prefix can stand for any namespace.
const ACTIVE_ELEMENTS = new Set(
  'script foreignobject handler listener iframe object embed audio video link'.split(' '),
);

// An encoding that is not the one it was read with would make other characters of it.
const PROLOG = /^\uFEFF?\s*(?:<\?xml\s(?:(?!encoding)[^<>?])*(?:encoding=["']utf-8["'][^<>?]*)?\?>)?\s*/i;
const NAME = '[A-Za-z_][\\w.:-]*';
const ATTRIBUTE = `(${NAME})\\s*=\\s*("[^"<]*"|'[^'<]*')`;
const TOKEN = new RegExp(`<!--.*?-->|<(/?)(${NAME})((?:\\s+${ATTRIBUTE})*)\\s*(/?)>|[^<]+`, 'gsy');

interface Element {
  readonly name: string;
  readonly attributes: readonly (readonly [name: string, value: string])[];
  /** What stands directly in it. */
  text: string;
}

/**
 * Why a text is not taken as an SVG picture, in words; undefined when it is taken. Stricter than XML: a picture that is
 * plain needs no document type, entity or CDATA, and without them what is read here is what a browser reads.
 */
export function svgProblem(text: string): string | undefined {
  const source = text.replace(PROLOG, '').trimEnd();
  if (/<[!?](?!--)|&#/.test(source)) {
    return 'Save it as plain SVG: no document type, instructions, CDATA or numbered characters.';
  }
  const elements = elementsOf(source);
  if (elements === undefined) return 'It is not a well-formed SVG.';
  const [root] = elements;
  if (
    root?.name !== 'svg' ||
    !root.attributes.some(([name, value]) => name === 'xmlns' && value === NAMESPACE)
  ) {
    return `It must be one svg element with xmlns="${NAMESPACE}".`;
  }
  return elements.map(elementProblem).find((problem) => problem !== undefined);
}

/** Every element with what it says; undefined where tags do not match or something stands beside the one root. */
function elementsOf(source: string): readonly Element[] | undefined {
  const all: Element[] = [];
  const open: Element[] = [];
  let end = 0;
  for (const match of source.matchAll(TOKEN)) {
    end = match.index + match[0].length;
    const [whole, closing, name, attributes = '', , , empty] = match;
    if (name === undefined) {
      const inside = open.at(-1);
      if (whole.startsWith('<!--')) continue;
      if (inside !== undefined) inside.text += whole;
      else if (whole.trim() !== '') return undefined;
    } else if (closing === '/') {
      if (open.pop()?.name !== name) return undefined;
    } else {
      if (open.length === 0 && all.length > 0) return undefined;
      const element = { name, attributes: attributesOf(attributes), text: '' };
      all.push(element);
      if (empty !== '/') open.push(element);
    }
  }
  return end === source.length && open.length === 0 ? all : undefined;
}

function attributesOf(text: string): Element['attributes'] {
  return [...text.matchAll(new RegExp(ATTRIBUTE, 'g'))].map(
    ([, name = '', quoted = '']) => [name, quoted.slice(1, -1)] as const,
  );
}

function elementProblem({ name, attributes, text }: Element): string | undefined {
  const element = localName(name);
  if (ACTIVE_ELEMENTS.has(element)) return `It may not hold <${element}>.`;
  if (element === 'style' && leadsOut(text)) return 'Its style leads out of the picture.';
  return attributes.map(attributeProblem).find((problem) => problem !== undefined);
}

function attributeProblem([name, value]: readonly [name: string, value: string]): string | undefined {
  const attribute = localName(name);
  if (name === 'xmlns' || name.startsWith('xmlns:')) return undefined;
  if (attribute.startsWith('on')) return 'It may not hold event handlers.';
  if (attribute === 'base' || (attribute === 'attributename' && localName(value) === 'href')) {
    return 'It may not move its own references.';
  }
  const isReference = attribute === 'href' || attribute === 'src';
  if (isReference) {
    return /^(?:#|data:image\/(?:png|jpeg|gif|webp)[;,])/.test(value)
      ? undefined
      : 'Its references may lead to its own parts alone.';
  }
  return leadsOut(value) ? `Its ${attribute} leads out of the picture.` : undefined;
}

/** True where a style or an attribute could fetch something. A backslash can hide any letter from this reading. */
function leadsOut(text: string): boolean {
  return /\\|\/\/|@import|url\((?!\s*["']?#)/i.test(text);
}

function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1).toLowerCase();
}
