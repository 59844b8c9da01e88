import { join } from 'node:path';
import ts from 'typescript';

const options: ts.CompilerOptions = {
  jsx: ts.JsxEmit.ReactJSX,
  lib: ['lib.es2023.d.ts', 'lib.dom.d.ts', 'lib.dom.iterable.d.ts'],
  module: ts.ModuleKind.ESNext,
  moduleResolution: ts.ModuleResolutionKind.Bundler,
  noEmit: true,
  paths: {
    'amplify-signoff': ['./src/index.ts'],
    'amplify-signoff/locales': ['./src/locales/index.ts'],
    'amplify-signoff/server': ['./src/server/index.ts'],
    'amplify-signoff/testing': ['./src/testing/index.ts'],
    'amplify-signoff/styles.css': ['./src/theme/styles.css'],
  },
  skipLibCheck: true, // @aws-amplify/ui does not check
  strict: true,
  exactOptionalPropertyTypes: true,
  target: ts.ScriptTarget.ES2022,
  types: ['node', 'vite/client'],
};

/** What the guides use of libraries that are no dependency here. */
const guideModules = join(process.cwd(), 'test/book/guideModules.d.ts');

/** What TypeScript says against modules that an app pastes, by their names; all in one program. */
export function compile(modules: ReadonlyMap<string, string>): string[] {
  const pasted = new Map(
    [...modules].map(([name, code], index) => [
      join(process.cwd(), `pasted-${index}.tsx`),
      { name, code },
    ]),
  );
  const host = ts.createCompilerHost(options);
  const { fileExists, readFile, getSourceFile } = host;
  host.fileExists = (path) => pasted.has(path) || fileExists(path);
  host.readFile = (path) => pasted.get(path)?.code ?? readFile(path);
  host.getSourceFile = (path, version, ...rest) => {
    const code = pasted.get(path)?.code;
    return code === undefined
      ? getSourceFile(path, version, ...rest)
      : ts.createSourceFile(path, code, version, true);
  };
  const program = ts.createProgram([...pasted.keys(), guideModules], options, host);
  return ts.getPreEmitDiagnostics(program).map(({ file, messageText }) => {
    const name = pasted.get(file?.fileName ?? '')?.name ?? file?.fileName;
    return `${name}: ${ts.flattenDiagnosticMessageText(messageText, '\n')}`;
  });
}
