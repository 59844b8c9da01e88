import { Session } from './Session';

export default function Page() {
  return <Session />;
}
