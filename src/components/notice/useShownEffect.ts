'use client';

import { useEffect, useLayoutEffect } from 'react';

/** Runs while the component is on the screen: a suspended boundary that hides it ends what `useEffect` would go on with. */
export const useShownEffect = typeof window === 'undefined' ? useEffect : useLayoutEffect;
