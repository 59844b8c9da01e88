export type { ScriptedAdapterOptions } from './createScriptedAdapter';
export { createScriptedAdapter } from './createScriptedAdapter';
export { outcome } from './outcome';
