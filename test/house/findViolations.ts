import { posix } from 'node:path';
import ts from 'typescript';

export interface SourceFile {
  /** Below src/, with slashes: 'react/useAuth.ts'. */
  path: string;
  text: string;
}

interface Import {
  specifier: string;
  typeOnly: boolean;
  line: number;
}

const amplify = 'adapter/amplify';
const session = `${amplify}/session`;
const signOut = `${amplify}/signOut`;
const page = `${amplify}/page`;
const belowComponents = ['outcome', 'adapter', amplify, 'flow', 'react', 'locales'];
const words = 'components/words';
const notice = 'components/notice';

/** The folders that each folder may import from, besides itself. */
const arrows: Record<string, { values: string[]; types: string[] }> = {
  outcome: { values: [], types: [] },
  adapter: { values: ['outcome'], types: [] },
  [session]: { values: ['outcome', 'adapter'], types: [] },
  [signOut]: { values: ['outcome', 'adapter', session], types: [amplify] },
  [page]: { values: ['outcome', 'adapter', session, signOut], types: [] },
  [amplify]: { values: ['outcome', 'adapter', session, signOut, page], types: [] },
  flow: { values: ['outcome', 'adapter'], types: [] },
  react: { values: ['outcome', 'adapter', amplify, 'flow'], types: ['locales'] },
  [words]: { values: belowComponents, types: [] },
  [notice]: { values: [...belowComponents, words], types: [] },
  'components/gate': { values: belowComponents, types: [] },
  'components/menu': { values: [], types: ['adapter'] },
  'components/trigger': { values: [...belowComponents, words, notice], types: [] },
  components: {
    values: [
      ...belowComponents,
      words,
      notice,
      'components/gate',
      'components/menu',
      'components/trigger',
    ],
    types: [],
  },
  locales: { values: [], types: ['outcome'] },
  testing: { values: ['outcome'], types: ['adapter'] },
  server: { values: ['outcome', 'adapter', amplify, session, signOut], types: [] },
};

/** The only places that may import each package. Whatever is not named here, no file may import. */
const homes: Record<string, string[]> = {
  'aws-amplify': ['adapter/amplify/', 'server/'],
  '@aws-amplify/core': ['adapter/amplify/'],
  '@aws-amplify/ui-react': ['components/'],
  jose: ['server/'],
  react: ['react/', 'components/'],
  'react-dom': ['react/', 'components/'],
};

/** One sentence for each import against the arrows. */
export function findViolations(files: readonly SourceFile[]): string[] {
  return files.flatMap((file) =>
    importsOf(file).flatMap((found) => {
      const complaint = found.specifier.startsWith('.')
        ? complainOfFolder(file.path, found)
        : complainOfPackage(file.path, found.specifier);
      return complaint ? [`src/${file.path}:${found.line} ${complaint}`] : [];
    }),
  );
}

function complainOfFolder(path: string, { specifier, typeOnly }: Import): string | null {
  if (path === 'index.ts') return null; // gathers everything
  const from = folderOf(path);
  const to = folderOf(posix.join(posix.dirname(path), specifier));
  const arrow = arrows[from];
  if (!arrow) return `lies in '${from}', a folder that has no arrows`;
  if (from === to) return null;
  if (arrow.values.includes(to) || (typeOnly && arrow.types.includes(to))) return null;
  if (arrow.types.includes(to)) return `imports '${specifier}': ${from} takes only types of ${to}`;
  return `imports '${specifier}': ${from} must not know ${to || 'what lies outside its folder'}`;
}

function complainOfPackage(path: string, specifier: string): string | null {
  const name = specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');
  const home = homes[name] ?? [];
  if (home.some((folder) => path.startsWith(folder))) return null;
  return `imports '${specifier}': ${home.length ? `only ${home.join(' and ')} may` : 'no file may'}`;
}

/** The folder at the top that a file lies in; of the components and of Amplify's adapter, the one right around it. */
function folderOf(path: string): string {
  const folder = posix.dirname(path);
  if (`${folder}/`.startsWith(`${amplify}/`) || folder.startsWith('components/')) return folder;
  return folder === '.' ? '' : (folder.split('/')[0] ?? '');
}

function importsOf({ path, text }: SourceFile): Import[] {
  const source = ts.createSourceFile(path, text, ts.ScriptTarget.Latest);
  const found: Import[] = [];

  const visit = (node: ts.Node): void => {
    const add = (specifier: ts.Node | undefined, typeOnly: boolean) => {
      if (!specifier || !ts.isStringLiteralLike(specifier)) return;
      const { line } = source.getLineAndCharacterOfPosition(node.getStart(source));
      found.push({ specifier: specifier.text, typeOnly, line: line + 1 });
    };
    if (ts.isImportDeclaration(node)) {
      add(node.moduleSpecifier, node.importClause?.phaseModifier === ts.SyntaxKind.TypeKeyword);
    } else if (ts.isExportDeclaration(node)) {
      add(node.moduleSpecifier, node.isTypeOnly);
    } else if (ts.isImportTypeNode(node)) {
      add(ts.isLiteralTypeNode(node.argument) ? node.argument.literal : undefined, true);
    } else if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) {
      add(node.arguments[0], false);
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}
