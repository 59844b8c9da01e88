import { SignedIn, SignedOut, SignOutButton, SignOutNotice } from 'amplify-signoff';
import { Providers } from './Providers';
import { SignInButton } from './SignInButton';

export const dynamic = 'force-dynamic';

interface PageProps {
  searchParams: Promise<{ language?: string }>;
}

export default async function Page({ searchParams }: PageProps) {
  const { language } = await searchParams;
  return (
    <Providers
      config={JSON.parse(process.env.AMPLIFY_CONFIG ?? '{}')}
      language={language === 'de' ? 'de' : 'en'}
    >
      <SignOutNotice />
      <SignOutButton global />
      <SignedIn>
        <h1>Home</h1>
      </SignedIn>
      <SignedOut>
        <SignInButton />
      </SignedOut>
    </Providers>
  );
}
