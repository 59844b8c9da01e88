export { adapterChecks } from './adapterChecks';
export type { AdapterStage, SetUpStage } from './checks/AdapterStage';
export { createScriptedAdapter } from './createScriptedAdapter';
export { outcome } from './outcome';
export type { ScriptedAdapter, ScriptedAdapterOptions, ScriptedOutcome } from './ScriptedAdapter';
