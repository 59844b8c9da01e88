import type { SignOutMessages } from './SignOutMessages';

export const ja: SignOutMessages = {
  language: 'ja',
  signOut: 'サインアウト',
  signOutGlobally: 'すべてのデバイスからサインアウト',
  signingOut: 'サインアウト中…',
  tryAgain: 'もう一度試す',
  tryingAgain: 'もう一度試しています…',
  dismiss: '閉じる',
  cancel: 'キャンセル',
  account: 'アカウント',
  finish: 'ここでサインアウトを完了する',
  confirmTitle: 'すべてのデバイスからサインアウトしますか？',
  confirmBody: 'このデバイスを含め、それぞれのデバイスで再度サインインする必要があります。',
  onlyThisDevice: '今回のサインイン方法では、このデバイスからのみサインアウトできます。',
  completeLocal: 'このデバイスからサインアウトしました。',
  completeGlobal: 'すべてのデバイスからサインアウトしました。',
  completeNobody: 'すでにサインアウトしていました。',
  partialLocal:
    'このデバイスではサインアウトしましたが、セッションが終了したことは確認できませんでした。',
  partialGlobal:
    'このデバイスではサインアウトしましたが、ほかのデバイスではまだサインインしたままの可能性があります。',
  partialManagedLogin:
    'サインアウトしましたが、サインインページにはサインインの状態が残っている可能性があります。',
  failed: 'このデバイスではまだサインインしたままです。',
  failedEndedLocal:
    'セッションは終了しましたが、このブラウザからセッション情報を消去できませんでした。',
  failedEndedGlobal:
    'すべてのデバイスでセッションは終了しましたが、このブラウザからセッション情報を消去できませんでした。',
  failedUnknown: 'サインアウトできたかどうか確認できません。',
  someoneElse: '現在ここにサインインしているのは {name} です。変更は行われていません。',
  tokensExpireBy:
    'ほかのデバイスですでに開いているアプリは、{time} まで引き続き使える場合があります。',
  retryUntil: '{time} までは、もう一度試せます。',
  pleaseTryAgain: 'もう一度お試しください。',
  willRetryOnline: 'オンラインに戻ったら、もう一度試します。',
  identityProvider: '共用のパソコンでは、{provider} からもサインアウトしてください。',
  cleanupFailed:
    'このアプリのデータの一部が、まだこのデバイスに残っている可能性があります。ほかの人もこのデバイスを使う場合は、ブラウザの設定でこのサイトのデータを削除してください。',
  otherDevicesUnknown: 'ほかのデバイスからサインアウトできたかどうかはわかりません。',
  toBeSure: '念のため、もう一度サインインしてから、すべてのデバイスからサインアウトしてください。',
  everyDevice: '念のため、お使いの各デバイスでサインアウトしてください。',
  prepareFailed: 'このアプリはサインアウトの準備を完了できませんでした。',
  reloadPage: 'このページを再読み込みして確認してください。',
  endedOtherTab: '別のタブでサインアウトしました。',
  endedOtherTabGlobal: '別のタブで、すべてのデバイスからサインアウトしました。',
  endedExpired: 'セッションの期限が切れました。',
  endedRevoked: 'セッションは別の場所で終了されました。',
  endedUnknown: 'このデバイスではサインアウトされています。',
  signInAgain: 'もう一度サインインしてください。',
  tryAgainInThatTab:
    'ほかのデバイスではまだサインインしたままの可能性があります。そのタブでもう一度試してください。',
  otherDevicesMaybe: 'ほかのデバイスではまだサインインしたままの可能性があります。',
  managedLogin:
    'このデバイスでは、サインインページからパスワードなしで再びサインインできる可能性があります。',
  finishHere: '念のため、ここでサインアウトを完了してください。',
  clearCookies: '念のため、ブラウザのクッキーを削除してください。',
  'reason.offline': 'オフラインです。',
  'reason.network': 'サインインサービスに接続できませんでした。',
  'reason.timeout': 'サインインサービスから時間内に応答がありませんでした。',
  'reason.throttled': 'サインインサービスは現在混み合っています。',
  'reason.service': 'サインインサービスで現在問題が発生しています。',
  'reason.sessionExpired': 'セッションはすでに期限切れでした。',
  'reason.sessionRevoked': 'セッションはすでに別の場所で終了されていました。',
  'reason.userNotReady': '先にアカウントの対応が必要です。',
  'reason.missingScope':
    '今回のサインイン方法では、ほかのデバイスをサインアウトさせることはできません。',
  'reason.revocationDisabled': 'このアプリは、セッションを期限前に終了する設定になっていません。',
  'reason.forbidden': 'リクエストは拒否されました。',
  'reason.misconfigured': 'このアプリの設定に正しくないところがあります。',
  'reason.storage':
    'セッション情報を消去するには、ブラウザの設定でこのサイトのデータを削除してください。',
  'reason.cancelled': 'サインアウトは完了する前に中止されました。',
  'reason.notAttempted': '今回は、すべてを完了できませんでした。',
  'reason.unknown': '何が起きたのか確認できませんでした。',
};
