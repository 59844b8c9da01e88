export type { ScriptedAdapter, ScriptedAdapterOptions } from './createScriptedAdapter';
export { createScriptedAdapter } from './createScriptedAdapter';
export { outcome } from './outcome';
