import type { SetUpStage } from './AdapterStage';
import { hold } from './hold';

/** A stage on which somebody is signed in. */
export async function signedIn(setUp: SetUpStage, options?: Parameters<SetUpStage>[0]) {
  const stage = await setUp(options);
  await stage.signIn();
  const user = await stage.adapter.getCurrentUser();
  hold(user !== null, "getCurrentUser() names somebody after the stage's signIn()", user);
  return stage;
}
