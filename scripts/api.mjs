// Compares the public types with the committed reports in api/; with --update it writes them.
import { mkdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { Extractor, ExtractorConfig, ExtractorLogLevel } from '@microsoft/api-extractor';

const isUpdate = process.argv.includes('--update');
const projectFolder = resolve(import.meta.dirname, '..');
const silent = { default: { logLevel: ExtractorLogLevel.None } };
mkdirSync('api', { recursive: true });

/** Each entry's folder in dist, by the name of its report. */
const entries = {
  'amplify-signoff': '',
  testing: 'testing/',
  locales: 'locales/',
  server: 'server/',
};

for (const [name, folder] of Object.entries(entries)) {
  const config = ExtractorConfig.prepare({
    packageJsonFullPath: resolve(projectFolder, 'package.json'),
    configObjectFullPath: undefined,
    configObject: {
      projectFolder,
      mainEntryPointFilePath: resolve(projectFolder, `dist/${folder}index.d.ts`),
      compiler: {
        overrideTsconfig: {
          compilerOptions: { module: 'nodenext', target: 'es2022', jsx: 'react-jsx', types: [] },
          files: [`dist/${folder}index.d.ts`],
        },
      },
      apiReport: {
        enabled: true,
        reportFileName: name,
        reportFolder: resolve(projectFolder, 'api'),
        reportTempFolder: resolve(projectFolder, 'reports/api'),
      },
      docModel: { enabled: false },
      dtsRollup: { enabled: false },
      tsdocMetadata: { enabled: false },
      messages: {
        compilerMessageReporting: silent,
        extractorMessageReporting: silent,
        tsdocMessageReporting: silent,
      },
    },
  });
  const { apiReportChanged } = Extractor.invoke(config, {
    localBuild: isUpdate,
    messageCallback(message) {
      message.handled = true;
    },
  });
  if (apiReportChanged && !isUpdate) {
    process.exitCode = 1;
    console.error(
      `The public types of ${name} are not those of api/${name}.api.md. If that is meant, run: npm run build && npm run api -- --update`,
    );
  }
}
