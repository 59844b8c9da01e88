'use client';

import { AuthProvider } from 'amplify-signoff';
import { de } from 'amplify-signoff/locales';
import { Amplify, type ResourcesConfig } from 'aws-amplify';
import { type ReactNode, useState } from 'react';

interface ProvidersProps {
  config: ResourcesConfig;
  language: 'de' | 'en';
  children: ReactNode;
}

export function Providers({ config, language, children }: ProvidersProps) {
  useState(() => Amplify.configure(config));
  return <AuthProvider messages={language === 'de' ? de : {}}>{children}</AuthProvider>;
}
