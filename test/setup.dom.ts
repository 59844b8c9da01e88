import '@testing-library/jest-dom/vitest';

// A state update outside act() is reported, and so fails the test.
Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true });
