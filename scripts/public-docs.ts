/**
 * `node scripts/everyline.mjs --run scripts/public-docs.ts`: every function, class and method that a stranger can reach
 * from the telephony package says what it takes and gives. Prints those that do not; exit 1 where there are any.
 */
import { join, relative } from 'node:path';

import ts from 'typescript';

const root = join(import.meta.dirname, '..');
const entries = ['index.ts', 'node/index.ts'].map((file) =>
  join(root, 'packages', 'telephony', 'src', file),
);

const program = ts.createProgram(entries, {
  module: ts.ModuleKind.NodeNext,
  moduleResolution: ts.ModuleResolutionKind.NodeNext,
  target: ts.ScriptTarget.ES2024,
  allowImportingTsExtensions: true,
  noEmit: true,
  types: [],
});
const checker = program.getTypeChecker();
const reached = new Set<ts.Node>();
const silent: string[] = [];

function require(node: ts.Node, name: string): void {
  if (reached.has(node)) return;
  reached.add(node);
  if (ts.getJSDocCommentsAndTags(node).length > 0) return;
  const file = node.getSourceFile();
  const { line } = file.getLineAndCharacterOfPosition(node.getStart());
  silent.push(`${relative(root, file.fileName)}:${line + 1} ${name}`);
}

/** Whether a member is of use outside its class, and is no getter, whose name and type say it. */
function isPublicMethod(member: ts.ClassElement): member is ts.MethodDeclaration {
  const hidden = ts.ModifierFlags.Private | ts.ModifierFlags.Protected;
  return (
    ts.isMethodDeclaration(member) &&
    ts.isIdentifier(member.name) &&
    (ts.getCombinedModifierFlags(member) & hidden) === 0
  );
}

/** What a method is declared by in the interfaces of its class: there it is described. */
function declaredBy(owner: ts.ClassDeclaration, name: string): ts.Node | undefined {
  const clauses = owner.heritageClauses ?? [];
  return clauses
    .filter(({ token }) => token === ts.SyntaxKind.ImplementsKeyword)
    .flatMap(({ types }) => types)
    .map((type) => checker.getTypeAtLocation(type).getProperty(name)?.declarations?.[0])
    .find((declaration) => declaration !== undefined);
}

for (const entry of entries) {
  const file = program.getSourceFile(entry);
  const symbol = file && checker.getSymbolAtLocation(file);
  if (symbol === undefined) throw new Error(`${entry} is no module`);
  for (const exported of checker.getExportsOfModule(symbol)) {
    const isAlias = (exported.flags & ts.SymbolFlags.Alias) !== 0;
    const target = isAlias ? checker.getAliasedSymbol(exported) : exported;
    for (const declaration of target.declarations ?? []) {
      if (ts.isFunctionDeclaration(declaration)) require(declaration, `${exported.name}()`);
      if (!ts.isClassDeclaration(declaration)) continue;
      require(declaration, `class ${exported.name}`);
      for (const member of declaration.members) {
        if (!isPublicMethod(member)) continue;
        const name = member.name.getText();
        require(declaredBy(declaration, name) ?? member, `${exported.name}.${name}()`);
      }
    }
  }
}

if (silent.length > 0) {
  process.stdout.write(`Without a word on what it takes and gives:\n${silent.join('\n')}\n`);
  process.exitCode = 1;
} else process.stdout.write(`${reached.size} public functions, classes and methods say it.\n`);
