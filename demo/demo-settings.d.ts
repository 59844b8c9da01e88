declare module 'virtual:demo-settings' {
  export const settings: import('./DemoSettings').DemoSettings;
}
