import ts from 'typescript';

/** One place of a specification that a test shows. */
export interface Reference {
  /** `RFC 3261`, `ITU-T G.107`. */
  readonly document: string;
  /** The section, without the word; empty when the document as a whole is meant. */
  readonly section: string;
}

/** A test whose name ends with the places that it shows: `… (RFC 3261 9.1; RFC 3326)`. */
export interface ConformanceTest {
  readonly references: readonly Reference[];
  /** The groups the test stands in, outermost first. */
  readonly groups: readonly string[];
  /** The name without the places. */
  readonly behaviour: string;
}

const places = /\s*\(((?:RFC \d|ITU-T [A-Z]\.\d)[^()]*)\)$/;
const place = /^((?:RFC \d+|ITU-T [A-Z]\.\d+))(?: (.+))?$/;

/** The places at the end of a test's name and the name without them; null when it names none. */
export function readName(name: string): { behaviour: string; references: Reference[] } | null {
  const found = places.exec(name);
  if (found === null) return null;
  const references = (found[1] ?? '').split(/;\s*/).map((text) => {
    const parts = place.exec(text.trim());
    if (parts === null) throw new Error(`“${text}” in the test “${name}” names no place`);
    return { document: parts[1] ?? '', section: (parts[2] ?? '').replace(/^section /, '') };
  });
  return { behaviour: name.slice(0, found.index), references };
}

/** The tests of one file that name what they show; the text is TypeScript, nothing of it is run. */
export function readTests(text: string, fileName: string): ConformanceTest[] {
  const source = ts.createSourceFile(fileName, text, ts.ScriptTarget.Latest, true);
  const found: ConformanceTest[] = [];
  const visit = (node: ts.Node, groups: readonly string[]): void => {
    const call = ts.isCallExpression(node) ? testCall(node) : null;
    if (call?.kind === 'test') {
      const read = readName(call.name);
      if (read !== null) found.push({ ...read, groups });
    }
    const inner = call?.kind === 'group' ? [...groups, call.name] : groups;
    ts.forEachChild(node, (child) => {
      visit(child, inner);
    });
  };
  visit(source, []);
  return found;
}

/** `it('name', …)`, `test.skipIf(x)('name', …)`, `describe('name', …)`: what sort it is, and its name. */
function testCall(node: ts.CallExpression): { kind: 'test' | 'group'; name: string } | null {
  const word = wordOf(node.expression);
  const [first] = node.arguments;
  if (first === undefined || (word !== 'it' && word !== 'test' && word !== 'describe')) return null;
  const name = nameOf(first);
  return name === null ? null : { kind: word === 'describe' ? 'group' : 'test', name };
}

function wordOf(expression: ts.Expression): string | null {
  if (ts.isIdentifier(expression)) return expression.text;
  if (ts.isPropertyAccessExpression(expression)) return wordOf(expression.expression);
  if (ts.isCallExpression(expression)) return wordOf(expression.expression);
  return null;
}

/** The text of a name; what is filled in at run time becomes `…`. */
function nameOf(expression: ts.Expression): string | null {
  if (ts.isStringLiteralLike(expression)) return expression.text;
  if (!ts.isTemplateExpression(expression)) return null;
  const spans = expression.templateSpans.map(({ literal }) => `…${literal.text}`);
  return `${expression.head.text}${spans.join('')}`;
}
